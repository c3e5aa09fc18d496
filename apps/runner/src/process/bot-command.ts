import type { StartOrder } from '@bothy/contracts/runner';
import type { ProcessMark } from './process-table.js';

export interface BotCommand extends Pick<
  StartOrder,
  'argv' | 'limits' | 'workingDir' | 'artifactsDir' | 'hiddenPaths' | 'pty'
> {
  mark: ProcessMark;
  /** The program's file. */
  file: string;
  env: Record<string, string>;
}

/** What a bot's first process has as its descriptors 0, 1 and 2. */
export type BotStdio = ['ignore' | number, number, number];

/**
 * The command as another program is to start it: by the name it was called, which that program looks up as we did. A
 * name that would look like an option goes by its file.
 */
export function commandLine({ argv, file }: BotCommand): string[] {
  const [name = file, ...args] = argv;
  return [name.startsWith('-') ? file : name, ...args];
}
