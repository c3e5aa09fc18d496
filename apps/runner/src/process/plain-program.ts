import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type BotCommand, type BotStdio, commandLine } from './bot-command.js';
import type { BotProcesses } from './bot-processes.js';
import { findProgram } from './find-program.js';
import { ProcessGroup } from './process-group.js';
import { limitLines } from './shell-text.js';
import type { ProgramExit, StartedProgram } from './started-program.js';
import { withoutLeaks } from './leaked-descriptors.js';

/** A bot that runs as an ordinary process of the host. */
export class PlainProgram implements StartedProgram {
  readonly holdsOutput = false;
  readonly processes: BotProcesses;
  readonly exited: Promise<ProgramExit>;
  readonly #child: ChildProcess;

  private constructor(
    readonly pid: number,
    child: ChildProcess,
    command: BotCommand,
  ) {
    this.#child = child;
    this.processes = new ProcessGroup(pid, command.mark);
    this.exited = untilExit(child);
  }

  /** Rejects with what the system refused with. */
  static async start(command: BotCommand, stdio: BotStdio): Promise<PlainProgram> {
    const { argv0, file, args } = launchOf(command);
    const child = spawn(file, args, {
      argv0,
      cwd: command.workingDir.path,
      env: command.env,
      // A session and group of its own: signals reach all of it, and a terminal's Ctrl-C none of it. `setsid` makes
      // one by itself, and would start another process to do so if it led a group already.
      detached: command.pty === null,
      stdio: withoutLeaks(stdio).stdio,
    });
    return new PlainProgram(await startedPid(child), child, command);
  }

  get hasExited(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  release(): Promise<void> {
    return Promise.resolve();
  }
}

/** Rejects with what the system refused with. */
export async function startedPid(child: ChildProcess): Promise<number> {
  if (child.pid === undefined) {
    const [error] = (await once(child, 'error')) as [Error];
    throw error;
  }
  // Later errors are of signals that could not be sent, and those are not sent through the child.
  child.on('error', () => undefined);
  return child.pid;
}

function launchOf(command: BotCommand): { argv0: string; file: string; args: string[] } {
  const [argv0 = command.file, ...args] = command.argv;
  const limits = limitLines(command.limits);
  if (command.pty === null && limits === '') return { argv0, file: command.file, args };
  const setsid =
    command.pty === null ? '' : `${findProgram('setsid', process.env['PATH'] ?? '/usr/bin:/bin', '/')} -c -- `;
  const script = `${limits}exec ${setsid}"$@"`;
  return { argv0: 'sh', file: '/bin/sh', args: ['-c', script, 'sh', ...commandLine(command)] };
}

async function untilExit(child: ChildProcess): Promise<ProgramExit> {
  const [exitCode, signal] = (await once(child, 'exit')) as [number | null, string | null];
  return { exitCode, signal, neverStarted: false };
}
