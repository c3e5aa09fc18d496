import type { Bot, BotInput, Issue } from '@bothy/contracts';
import { quoteArguments, splitArguments } from '../command-line.js';
import { listOf } from './about-part.js';
import { whole } from './figures.js';

/** What a bot runs, where, and from which repository; as it is typed. */
export interface CommandPart {
  shell: boolean;
  line: string;
  script: string;
  place: 'fresh' | 'kept' | 'path';
  path: string;
  terminal: boolean;
  cols: string;
  rows: string;
  git: boolean;
  gitUrl: string;
  gitRef: string;
  /** Name of the secret that holds a token for it. */
  gitTokenName: string;
  labels: string;
}

export const blankCommand = (): CommandPart => ({
  shell: false,
  line: '',
  script: '',
  place: 'fresh',
  path: '',
  terminal: false,
  cols: '120',
  rows: '40',
  git: false,
  gitUrl: '',
  gitRef: '',
  gitTokenName: '',
  labels: '',
});

export function commandOf({ command, pty, gitSource, runner }: Bot): CommandPart {
  const { argv, shell, workingDir } = command;
  const named = workingDir === 'fresh' || workingDir === 'kept';
  return {
    ...blankCommand(),
    shell,
    line: shell ? quoteArguments(argv.slice(1)) : quoteArguments(argv),
    script: shell ? (argv[0] ?? '') : '',
    place: named ? workingDir : 'path',
    path: named ? '' : workingDir,
    ...(pty && { terminal: true, cols: String(pty.cols), rows: String(pty.rows) }),
    ...(gitSource && {
      git: true,
      gitUrl: gitSource.url,
      gitRef: gitSource.ref ?? '',
      gitTokenName: gitSource.secret ?? '',
    }),
    labels: runner.labels.join(', '),
  };
}

export function commandBody(part: CommandPart): Pick<BotInput, 'command' | 'pty' | 'gitSource' | 'runner'> {
  const words = splitArguments(part.line).argv ?? [];
  return {
    command: {
      shell: part.shell,
      argv: part.shell ? [part.script, ...words] : words.length ? words : [''],
      workingDir: part.place === 'path' ? part.path : part.place,
    },
    pty: part.terminal ? { cols: whole(part.cols), rows: whole(part.rows) } : null,
    gitSource: part.git
      ? { url: part.gitUrl.trim(), ref: part.gitRef.trim() || null, secret: part.gitTokenName || null }
      : null,
    runner: { labels: listOf(part.labels) },
  };
}

/** What the body cannot show any more. */
export function commandProblems(part: CommandPart): Issue[] {
  const { problem } = splitArguments(part.line);
  return [
    ...(problem ? [{ path: ['form', 'line'], message: problem }] : []),
    ...(part.git && !part.gitUrl.trim() ? [{ path: ['gitSource', 'url'], message: 'Fill this in.' }] : []),
  ];
}
