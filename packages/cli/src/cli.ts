import { type Arguments, readArguments } from './arguments.js';
import { BothyClient, Unreachable } from './bothy-client.js';
import { CliError } from './cli-error.js';
import { cancelCommand } from './commands/cancel.command.js';
import { listCommand } from './commands/list.command.js';
import { logsCommand } from './commands/logs.command.js';
import { runCommand } from './commands/run.command.js';
import { help } from './help.js';
import { isHostCommand, runHostProgram } from './host-program.js';
import type { Terminal } from './terminal.js';

/** The whole command; gives its exit code. */
export async function runCli(argv: readonly string[], terminal: Terminal): Promise<number> {
  try {
    // Its arguments are its own to read.
    if (isHostCommand(argv[0])) return await runHostProgram(argv, terminal.env);
    const given = readArguments(argv);
    if (given.help || given.command === null) {
      terminal.out(help);
      return given.help ? 0 : 2;
    }
    return await dispatch(given.command, given, terminal);
  } catch (error) {
    if (error instanceof CliError || error instanceof Unreachable) {
      terminal.err(`bothy: ${error.message}\n`);
      return error instanceof CliError ? error.exitCode : 1;
    }
    throw error;
  }
}

const subjects = {
  run: { what: 'a bot', command: runCommand },
  logs: { what: 'a run', command: logsCommand },
  cancel: { what: 'a run', command: cancelCommand },
};

async function dispatch(name: string, given: Arguments, terminal: Terminal): Promise<number> {
  if (name === 'list') return listCommand(new BothyClient(terminal.env), given, terminal);
  if (name !== 'run' && name !== 'logs' && name !== 'cancel') {
    throw new CliError(`there is no command "${name}". See bothy --help.`, 2);
  }
  const { what, command } = subjects[name];
  if (given.subject === null) throw new CliError(`bothy ${name} needs ${what}. See bothy --help.`, 2);
  return command(new BothyClient(terminal.env), given.subject, given, terminal);
}
