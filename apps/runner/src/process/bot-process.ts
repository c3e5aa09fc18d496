import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { LineFramer } from '../log/line-framer.js';
import type { OutputPipe, OutputPipes } from './output-pipes.js';
import { OutputReader } from './output-reader.js';
import { ProcessGroup } from './process-group.js';
import type { ProcessMark } from './process-table.js';

const lingerMs = 500;
const leftOverGraceMs = 1000;
const pollMs = 20;

export interface BotCommand {
  mark: ProcessMark;
  /** The program's file. */
  file: string;
  argv: string[];
  env: Record<string, string>;
  workingDir: string;
}

export interface BotExit {
  exitCode: number | null;
  signal: string | null;
  /** Processes the bot left running, which were ended. */
  leftOver: number;
}

/** One started bot: its process group, and the readers of its output. It ends when all of these have. */
export class BotProcess {
  readonly ended: Promise<BotExit>;
  readonly #child: ChildProcess;
  readonly #group: ProcessGroup;
  readonly #readers: OutputReader[];
  readonly #outputEnded: Promise<void>;
  #outputOpen = true;
  #paused = false;
  #ending: Promise<void> | null = null;

  private constructor(
    readonly pid: number,
    child: ChildProcess,
    mark: ProcessMark,
    readers: OutputReader[],
  ) {
    this.#child = child;
    this.#group = new ProcessGroup(pid, mark);
    this.#readers = readers;
    this.#outputEnded = this.#untilOutputEnds();
    this.ended = this.#untilAllEnded();
  }

  /** Rejects with what the system refused with. */
  static async start(command: BotCommand, pipes: OutputPipes, framers: readonly LineFramer[]): Promise<BotProcess> {
    const taken: OutputPipe[] = [];
    try {
      for (let at = 0; at < framers.length; at++) taken.push(pipes.take());
      const child = await launch(
        command,
        taken.map((pipe) => pipe.writeEnd),
      );
      const readers = framers.map((framer, at) => new OutputReader(taken[at]?.readEnd ?? -1, framer));
      return new BotProcess(child.pid ?? 0, child, command.mark, readers);
    } catch (error) {
      for (const pipe of taken) closeSync(pipe.readEnd);
      throw error;
    } finally {
      for (const pipe of taken) closeSync(pipe.writeEnd);
    }
  }

  get hasExited(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** SIGINT to the group, SIGTERM after `graceMs`, SIGKILL to all that is left after as much again. Repeating changes nothing. */
  end(graceMs: number): void {
    if (!this.hasExited) this.#ending ??= this.#endWith(graceMs);
  }

  pauseOutput(): void {
    this.#paused = true;
    for (const reader of this.#readers) reader.pause();
  }

  resumeOutput(): void {
    this.#paused = false;
    for (const reader of this.#readers) reader.resume();
  }

  async #untilOutputEnds(): Promise<void> {
    await Promise.all(this.#readers.map((reader) => reader.ended));
    this.#outputOpen = false;
  }

  async #endWith(graceMs: number): Promise<void> {
    this.#group.signal('SIGINT');
    if (await this.#goneWithin(graceMs)) return;
    this.#group.signal('SIGTERM');
    if (await this.#goneWithin(graceMs)) return;
    this.#group.signalAll('SIGKILL');
  }

  async #untilAllEnded(): Promise<BotExit> {
    const [exitCode, signal] = (await once(this.#child, 'exit')) as [number | null, string | null];
    let leftOver = 0;
    if (this.#ending !== null) await this.#ending;
    else if (!(await this.#goneWithin(lingerMs))) leftOver = await this.#endLeftOver();
    await this.#drain();
    return { exitCode, signal, leftOver };
  }

  async #endLeftOver(): Promise<number> {
    const leftOver = this.#group.signalAll('SIGTERM');
    if (!(await this.#goneWithin(leftOverGraceMs))) this.#group.signalAll('SIGKILL');
    return leftOver;
  }

  /** What lies in the pipes is read to the end; a process out of reach that holds one open does not hold the run. */
  async #drain(): Promise<void> {
    while (!(await this.#goneWithin(leftOverGraceMs))) {
      if (this.#paused) continue;
      for (const reader of this.#readers) reader.close();
      break;
    }
    await this.#outputEnded;
  }

  async #goneWithin(ms: number): Promise<boolean> {
    const deadline = performance.now() + ms;
    while (!this.hasExited || this.#outputOpen || this.#group.isAlive()) {
      const leftMs = deadline - performance.now();
      if (leftMs <= 0) return false;
      const wake = new AbortController();
      const waits = [delay(Math.min(leftMs, pollMs), undefined, { signal: wake.signal }).catch(() => undefined)];
      if (this.#outputOpen) waits.push(this.#outputEnded.then(() => undefined));
      await Promise.race(waits);
      wake.abort();
    }
    return true;
  }
}

async function launch(command: BotCommand, writeEnds: number[]): Promise<ChildProcess> {
  const [argv0, ...args] = command.argv;
  const child = spawn(command.file, args, {
    argv0: argv0 ?? command.file,
    cwd: command.workingDir,
    env: command.env,
    // A session and group of its own: signals reach all of it, and a terminal's Ctrl-C none of it.
    detached: true,
    stdio: ['ignore', ...writeEnds],
  });
  if (child.pid === undefined) {
    const [error] = (await once(child, 'error')) as [Error];
    throw error;
  }
  // Later errors are of signals that could not be sent, and those are not sent through the child.
  child.on('error', () => undefined);
  return child;
}
