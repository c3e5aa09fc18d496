import { parseArgs } from 'node:util';
import { StartError } from '../platform/errors/start-error.js';
import { adminResetCommand } from './admin-reset.command.js';
import { auditExportCommand } from './audit-export.command.js';
import { auditVerifyCommand } from './audit-verify.command.js';
import { doctorCommand } from './doctor.command.js';
import type { HostArguments, HostCommand } from './host-command.js';
import type { Host } from './host.js';
import { keysRotateCommand } from './keys-rotate.command.js';
import { memberRemoveCommand } from './member-remove.command.js';
import { memberRoleCommand } from './member-role.command.js';
import { memberSessionsCommand } from './member-sessions.command.js';
import { restartCommand } from './restart.command.js';
import { WrongUse } from './wrong-use.js';

const commands: readonly HostCommand[] = [
  auditVerifyCommand,
  auditExportCommand,
  keysRotateCommand,
  adminResetCommand,
  memberRoleCommand,
  memberRemoveCommand,
  memberSessionsCommand,
  doctorCommand,
  restartCommand,
];

/** One command on the machine of the server; gives its exit code. */
export const runHost = async (argv: readonly string[], host: Host): Promise<number> => {
  try {
    const { values, positionals } = parse(argv);
    if (values.help || positionals.length === 0) {
      await host.out(help);
      return values.help ? 0 : 2;
    }
    const { command, words } = commandIn(positionals);
    const given = { words, json: values.json ?? false, format: values.format ?? null };
    requireUse(command, given);
    return await command.run(given, host);
  } catch (error) {
    const sentence = sentenceOf(error);
    if (sentence === null) throw error;
    await host.err(`bothy: ${sentence}\n`);
    return error instanceof WrongUse ? 2 : 1;
  }
};

const parse = (argv: readonly string[]) => {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        format: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    if (error instanceof TypeError) throw new WrongUse(`${error.message.split('. ')[0]}.`);
    throw error;
  }
};

const commandIn = (positionals: readonly string[]): { command: HostCommand; words: readonly string[] } => {
  for (const command of commands) {
    const name = command.name.split(' ');
    if (name.every((word, at) => positionals[at] === word)) return { command, words: positionals.slice(name.length) };
  }
  const [group] = positionals;
  const near = commands.filter(({ name }) => name.split(' ')[0] === group);
  const known = near.length === 0 ? '' : ` There are ${near.map(({ name }) => `"bothy ${name}"`).join(', ')}.`;
  throw new WrongUse(`there is no command "${positionals.slice(0, 2).join(' ')}".${known}`);
};

const requireUse = (command: HostCommand, given: HostArguments): void => {
  if (given.words.length !== command.takes.length) throw new WrongUse(`write it as bothy ${usageOf(command)}`);
  if (given.json && !command.options.includes('json')) throw new WrongUse(`bothy ${command.name} takes no --json.`);
  if (given.format !== null && !command.options.includes('format')) {
    throw new WrongUse(`bothy ${command.name} takes no --format.`);
  }
};

/** A sentence for what its reader can mend; null for what is a fault of ours and needs its stack. */
const sentenceOf = (error: unknown): string | null => {
  if (error instanceof WrongUse || error instanceof StartError) return error.message;
  if (!(error instanceof Error) || !('code' in error)) return null;
  if (error.code === 'SQLITE_BUSY') return 'The database is busy. Try again in a moment.';
  if (error.code === 'SQLITE_NOTADB') return 'The file bothy.sqlite in the data folder is no database.';
  // Errors of ours and of the machine carry a code and a sentence.
  return error.message === '' ? String(error.code) : error.message;
};

const usageOf = ({ name, takes, options }: HostCommand): string =>
  [name, ...takes, ...options.map((option) => (option === 'json' ? '[--json]' : '[--format csv|ndjson]'))].join(' ');

const help = `On the machine of the server:

${commands.map((command) => `  bothy ${usageOf(command)}\n      ${command.summary}`).join('\n\n')}

Settings are the server's: the environment, and an .env in the folder where this is called.
Exit codes: 0 done, 1 refused or something is wrong, 2 wrong use.
`;
