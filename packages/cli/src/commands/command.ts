import type { Arguments, OptionName } from '../arguments.js';
import type { BothyApi } from '../bothy-api.js';
import type { Terminal } from '../terminal.js';

/** What a command is given to work with. */
export interface Call {
  readonly api: BothyApi;
  readonly given: Arguments;
  readonly terminal: Terminal;
}

export interface Command {
  /** What it takes, in words for who left it out: `['a bot']`. */
  readonly takes: readonly string[];
  /** Whether further words may follow. */
  readonly more?: boolean;
  /** Options besides `--help`. */
  readonly options: readonly OptionName[];
  /** Gives the exit code. @param words as many as it takes, and those that follow. */
  run(call: Call, ...words: string[]): Promise<number>;
}
