import { parseArgs } from 'node:util';
import { CliError } from './cli-error.js';

const options = {
  param: { type: 'string', short: 'p', multiple: true },
  'params-file': { type: 'string' },
  follow: { type: 'boolean', short: 'f' },
  wait: { type: 'string' },
  'idempotency-key': { type: 'string' },
  attempt: { type: 'string' },
  'since-line': { type: 'string' },
  download: { type: 'string', short: 'd' },
  reason: { type: 'string' },
  raw: { type: 'boolean' },
  json: { type: 'boolean' },
  quiet: { type: 'boolean', short: 'q' },
  out: { type: 'string', short: 'o' },
  'in-place': { type: 'boolean' },
  back: { type: 'boolean' },
  set: { type: 'string', multiple: true },
  insert: { type: 'string', multiple: true },
  remove: { type: 'string', multiple: true },
  duplicate: { type: 'string', multiple: true },
  help: { type: 'boolean', short: 'h' },
} as const;
export type OptionName = keyof typeof options;

/** What `bothy saves edit` does to a save, by the names of its options. */
const editNames = ['set', 'insert', 'remove', 'duplicate'] as const;

export interface EditArgument {
  readonly op: (typeof editNames)[number];
  /** As it was given: `path=value`, or a path alone. */
  readonly text: string;
}

export interface Arguments {
  command: string | null;
  /** What stands behind the command: a bot or a run, and what it takes besides. */
  words: readonly string[];
  params: Record<string, string>;
  /** Path of a JSON file with parameters; `-` for standard input. */
  paramsFile: string | null;
  follow: boolean;
  waitSeconds: number | null;
  idempotencyKey: string | null;
  attempt: number | null;
  sinceLine: number;
  download: string | null;
  reason: string;
  raw: boolean;
  json: boolean;
  quiet: boolean;
  /** Where the result goes; `-` for standard output. */
  out: string | null;
  inPlace: boolean;
  /** The other way round. */
  back: boolean;
  /** In the order in which they were given. */
  edits: readonly EditArgument[];
  help: boolean;
  /** The options that were given, for the command to say which of them it does not take. */
  given: readonly OptionName[];
}

/** @throws CliError with exit code 2 on an unknown option, or a value that is none. */
export function readArguments(argv: readonly string[]): Arguments {
  const { values, positionals, tokens } = parse(argv);
  const [command = null, ...words] = positionals;
  return {
    command,
    words,
    params: Object.fromEntries((values.param ?? []).map(readParam)),
    paramsFile: values['params-file'] ?? null,
    follow: values.follow ?? false,
    waitSeconds: numberIn('wait', values.wait),
    idempotencyKey: values['idempotency-key'] ?? null,
    attempt: numberIn('attempt', values.attempt),
    sinceLine: numberIn('since-line', values['since-line']) ?? 0,
    download: values.download ?? null,
    reason: values.reason ?? '',
    raw: values.raw ?? false,
    json: values.json ?? false,
    quiet: values.quiet ?? false,
    out: values.out ?? null,
    inPlace: values['in-place'] ?? false,
    back: values.back ?? false,
    edits: tokens.flatMap((token) => (token.kind === 'option' ? editOf(token.name, token.value) : [])),
    help: values.help ?? false,
    given: Object.keys(values) as OptionName[],
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options, tokens: true });
  } catch (error) {
    if (error instanceof TypeError) throw new CliError(`${error.message.split('. ')[0]}. See bothy --help.`, 2);
    throw error;
  }
}

function editOf(name: string, text: string | undefined): EditArgument[] {
  const op = editNames.find((one) => one === name);
  return op === undefined || text === undefined ? [] : [{ op, text }];
}

function readParam(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw new CliError(`--param ${text}: write it as name=value.`, 2);
  return [text.slice(0, at), text.slice(at + 1)];
}

function numberIn(name: OptionName, text: string | undefined): number | null {
  if (text === undefined) return null;
  if (!/^\d{1,9}$/.test(text)) throw new CliError(`--${name} ${text}: write a whole number, such as 60.`, 2);
  return Number(text);
}
