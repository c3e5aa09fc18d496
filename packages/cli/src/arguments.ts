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
  help: { type: 'boolean', short: 'h' },
} as const;
export type OptionName = keyof typeof options;

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
  help: boolean;
  /** The options that were given, for the command to say which of them it does not take. */
  given: readonly OptionName[];
}

/** @throws CliError with exit code 2 on an unknown option, or a value that is none. */
export function readArguments(argv: readonly string[]): Arguments {
  const { values, positionals } = parse(argv);
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
    help: values.help ?? false,
    given: Object.keys(values) as OptionName[],
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options });
  } catch (error) {
    if (error instanceof TypeError) throw new CliError(`${error.message.split('. ')[0]}. See bothy --help.`, 2);
    throw error;
  }
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
