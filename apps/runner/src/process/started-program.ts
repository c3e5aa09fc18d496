import type { BotProcesses } from './bot-processes.js';

export interface ProgramExit {
  exitCode: number | null;
  signal: string | null;
  /** The sandbox did not come about, so the program was never started. */
  neverStarted: boolean;
}

/** The first process of a bot, and what was started around it. */
export interface StartedProgram {
  readonly pid: number;
  readonly processes: BotProcesses;
  /** Whether something of ours still holds the output open, so that its end tells nothing of the bot. */
  readonly holdsOutput: boolean;
  readonly hasExited: boolean;
  readonly exited: Promise<ProgramExit>;
  /** Ends what is ours; to be called when what the bot left running had its time. Resolves when it is gone. */
  release(): Promise<void>;
}
