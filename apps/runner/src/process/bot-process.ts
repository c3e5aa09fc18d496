import { setTimeout as delay } from 'node:timers/promises';
import type { BotCommand } from './bot-command.js';
import type { BotOutput } from './bot-output.js';
import type { OutputPipes } from './output-pipes.js';
import type { OutputSink } from './output-reader.js';
import { PipedOutput } from './piped-output.js';
import { PlainProgram } from './plain-program.js';
import type { Isolation } from './sandbox/isolation.js';
import { SandboxedProgram } from './sandbox/sandboxed-program.js';
import type { ProgramExit, StartedProgram } from './started-program.js';
import { Terminal } from './terminal/terminal.js';

const lingerMs = 500;
const leftOverGraceMs = 1000;
const pollMs = 20;

export interface BotTools {
  pipes: OutputPipes;
  isolation: Isolation;
}

export interface BotExit extends ProgramExit {
  /** Processes the bot left running, which were ended. */
  leftOver: number;
}

/** One started bot: its processes, and its output. It ends when all of these have. */
export class BotProcess {
  readonly ended: Promise<BotExit>;
  readonly #program: StartedProgram;
  readonly #output: BotOutput;
  readonly #outputEnded: Promise<void>;
  #outputOpen = true;
  #outputHeld = false;
  #paused = false;
  #ending: Promise<void> | null = null;

  private constructor(program: StartedProgram, output: BotOutput) {
    this.#program = program;
    this.#output = output;
    this.#outputEnded = this.#untilOutputEnds();
    this.ended = this.#untilAllEnded();
  }

  /** `sinks`: for stdout and stderr; a terminal has the first one only. Rejects with what the system refused with. */
  static async start(command: BotCommand, tools: BotTools, sinks: readonly OutputSink[]): Promise<BotProcess> {
    const output = openOutput(command, tools, sinks);
    try {
      return new BotProcess(await startProgram(command, tools.isolation, output), output);
    } catch (error) {
      output.close();
      throw error;
    } finally {
      output.handOver();
    }
  }

  /** Of its first process, or of the sandbox around it. */
  get pid(): number {
    return this.#program.pid;
  }

  get hasExited(): boolean {
    return this.#program.hasExited;
  }

  /** SIGINT to the group, SIGTERM after `graceMs`, SIGKILL to all that is left after as much again. Repeating changes nothing. */
  end(graceMs: number): void {
    if (!this.hasExited) this.#ending ??= this.#endWith(graceMs);
  }

  pause(): void {
    if (this.hasExited || this.#ending !== null) return;
    this.#paused = true;
    this.#program.processes.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#program.processes.resume();
  }

  /** Of a bot without a terminal it has no effect. */
  type(text: string): void {
    if (this.#output instanceof Terminal) this.#output.type(text);
  }

  resize(cols: number, rows: number): void {
    if (this.#output instanceof Terminal) this.#output.resize({ cols, rows });
  }

  holdOutput(): void {
    this.#outputHeld = true;
    this.#output.pause();
  }

  letOutputGo(): void {
    this.#outputHeld = false;
    this.#output.resume();
  }

  async #untilOutputEnds(): Promise<void> {
    await this.#output.ended;
    this.#outputOpen = false;
  }

  async #endWith(graceMs: number): Promise<void> {
    this.#signal('SIGINT');
    if (await this.#goneWithin(graceMs)) return;
    this.#signal('SIGTERM');
    if (await this.#goneWithin(graceMs)) return;
    this.#program.processes.signalAll('SIGKILL');
  }

  /** A paused bot acts on a signal only when all of it goes on. */
  #signal(signal: 'SIGINT' | 'SIGTERM'): void {
    if (this.#paused) this.#program.processes.resume();
    this.#program.processes.signal(signal);
  }

  async #untilAllEnded(): Promise<BotExit> {
    const exit = await this.#program.exited;
    let leftOver = 0;
    if (this.#ending !== null) await this.#ending;
    else if (!(await this.#goneWithin(lingerMs))) leftOver = await this.#endLeftOver();
    await this.#program.release();
    await this.#drain();
    return { ...exit, leftOver };
  }

  async #endLeftOver(): Promise<number> {
    const leftOver = this.#program.processes.signalAll('SIGTERM');
    if (!(await this.#goneWithin(leftOverGraceMs))) this.#program.processes.signalAll('SIGKILL');
    return leftOver;
  }

  /** What lies in the pipes is read to the end; a process out of reach that holds one open does not hold the run. */
  async #drain(): Promise<void> {
    while (!(await this.#goneWithin(leftOverGraceMs))) {
      if (this.#outputHeld) continue;
      this.#output.close();
      break;
    }
    await this.#outputEnded;
  }

  async #goneWithin(ms: number): Promise<boolean> {
    const deadline = performance.now() + ms;
    while (!this.hasExited || this.#heldOpen() || this.#program.processes.anyLeft()) {
      const leftMs = deadline - performance.now();
      if (leftMs <= 0) return false;
      const wake = new AbortController();
      const waits = [delay(Math.min(leftMs, pollMs), undefined, { signal: wake.signal }).catch(() => undefined)];
      if (this.#heldOpen()) waits.push(this.#outputEnded.then(() => undefined));
      if (!this.hasExited) waits.push(this.#program.exited.then(() => undefined));
      await Promise.race(waits);
      wake.abort();
    }
    return true;
  }

  /** Whether some process of the bot still holds its output. */
  #heldOpen(): boolean {
    return this.#outputOpen && !this.#program.holdsOutput;
  }
}

function openOutput({ pty }: BotCommand, { pipes }: BotTools, sinks: readonly OutputSink[]): BotOutput {
  const [terminalSink] = sinks;
  return pty === null || terminalSink === undefined ? PipedOutput.open(pipes, sinks) : Terminal.open(pty, terminalSink);
}

function startProgram(command: BotCommand, isolation: Isolation, output: BotOutput): Promise<StartedProgram> {
  const { tools } = isolation;
  if (tools === null) return PlainProgram.start(command, output.stdio);
  return SandboxedProgram.start(command, { ...tools, options: isolation.options(command) }, output.stdio);
}
