import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { type BotCommand, type BotStdio, commandLine } from '../bot-command.js';
import { startedPid } from '../plain-program.js';
import { keeperScript } from '../shell-text.js';
import type { ProgramExit, StartedProgram } from '../started-program.js';
import { withoutLeaks } from '../leaked-descriptors.js';
import { sandboxEnvironment } from './sandbox-environment.js';
import { SandboxProcesses } from './sandbox-processes.js';

const goneWithinMs = 2000;
const pollMs = 2;
const keeperDescriptor = 3;
const optionsDescriptor = 4;
const signalBase = 128;

export interface Sandbox {
  bubblewrap: string;
  setsid: string;
  options: readonly string[];
}

/** A bot in a sandbox of its own, with the keeper that tells of its exit (see {@link keeperScript}). */
export class SandboxedProgram implements StartedProgram {
  readonly processes: SandboxProcesses;
  readonly exited: Promise<ProgramExit>;
  readonly #child: ChildProcess;
  readonly #childExited: Promise<void>;
  readonly #keeper: Duplex;
  #told = '';
  #hasExited = false;
  #holdsOutput = true;

  private constructor(
    readonly pid: number,
    child: ChildProcess,
  ) {
    this.#child = child;
    this.#keeper = child.stdio[keeperDescriptor] as Duplex;
    this.processes = new SandboxProcesses(pid);
    this.#childExited = once(child, 'exit').then(() => undefined);
    this.exited = this.#untilExit();
  }

  /** Rejects with what the system refused with. */
  static async start(command: BotCommand, sandbox: Sandbox, stdio: BotStdio): Promise<SandboxedProgram> {
    const environment = sandboxEnvironment(command);
    const spread = withoutLeaks([...stdio, 'pipe', 'pipe']);
    // Each `--args` is read to its end and closed: the first holds the options, and the others nothing.
    const args = [optionsDescriptor, ...spread.replaced].flatMap((descriptor) => ['--args', String(descriptor)]);
    const script = keeperScript(command.limits, sandbox.setsid, command.pty !== null);
    const child = spawn(
      sandbox.bubblewrap,
      [...args, '--', '/bin/sh', '-c', script, 'sh', ...commandLine(command)],
      // Bubblewrap itself runs outside of the sandbox. What the bot has as its environment must not act on it
      // (LD_PRELOAD would), and is not to be seen among the arguments of a process: it goes with the options.
      { env: environment.outside, detached: true, stdio: spread.stdio },
    );
    const pid = await startedPid(child);
    const options = child.stdio[optionsDescriptor] as Duplex;
    // It has ended before it read them: its exit tells.
    options.on('error', () => undefined);
    options.end([...sandbox.options, ...environment.options, ''].join('\0'));
    return new SandboxedProgram(pid, child);
  }

  get hasExited(): boolean {
    return this.#hasExited;
  }

  get holdsOutput(): boolean {
    return this.#holdsOutput;
  }

  async release(): Promise<void> {
    // With nothing left of the bot, the kernel may take its time for the sandbox itself.
    const emptied = !this.processes.anyLeft();
    this.#keeper.destroy();
    await Promise.race([this.#childExited, delay(goneWithinMs, undefined, { ref: false })]);
    if (!emptied) await this.#untilFallen();
    this.#holdsOutput = false;
  }

  /** A process that cannot be killed, as one that waits for a disk, does not hold the run for ever. */
  async #untilFallen(): Promise<void> {
    const deadline = performance.now() + goneWithinMs;
    while (this.processes.stands && performance.now() < deadline) {
      this.processes.signalAll('SIGKILL');
      await delay(pollMs);
    }
  }

  async #untilExit(): Promise<ProgramExit> {
    const told = new Promise<void>((resolve) => {
      this.#keeper.on('data', (chunk: Buffer) => {
        this.#told += chunk.toString('latin1');
        if (this.#told.includes('\n')) resolve();
      });
    });
    // The keeper was killed with the sandbox; then there is nothing to be told.
    this.#keeper.on('error', () => undefined);
    await Promise.race([told, this.#childExited]);
    this.#hasExited = true;
    this.processes.over();
    if (/^\d+\n/.test(this.#told)) return exitOf(Number.parseInt(this.#told, 10));
    // Bubblewrap ends with 1 where it could not do its part; the bot may have ended the keeper, and so itself.
    return this.#child.exitCode === 1 ? { ...exitOf(1), neverStarted: true } : exitOf(signalBase + 9);
  }
}

/** A shell tells of a signal as 128 and its number, which a program may also say of itself. */
function exitOf(exitCode: number): ProgramExit {
  const number = exitCode - signalBase;
  const signal = Object.entries(constants.signals).find(([, value]) => value === number)?.[0] ?? null;
  return { exitCode, signal, neverStarted: false };
}
