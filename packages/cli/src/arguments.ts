import { parseArgs } from 'node:util';
import { CliError } from './cli-error.js';

export interface Arguments {
  command: string | null;
  /** The bot or the run that the command is about. */
  subject: string | null;
  params: Record<string, string>;
  follow: boolean;
  json: boolean;
  help: boolean;
}

/** @throws CliError with exit code 2 on an unknown option or a parameter that is not `name=value`. */
export function readArguments(argv: readonly string[]): Arguments {
  const { values, positionals } = parse(argv);
  const [command = null, subject = null, ...more] = positionals;
  if (more.length > 0) throw new CliError(`"${more[0]}" is one argument too many. See bothy --help.`, 2);
  return {
    command,
    subject,
    params: Object.fromEntries((values.param ?? []).map(readParam)),
    follow: values.follow ?? false,
    json: values.json ?? false,
    help: values.help ?? false,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        param: { type: 'string', short: 'p', multiple: true },
        follow: { type: 'boolean', short: 'f' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
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
