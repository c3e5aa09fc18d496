import { type Arguments, readArguments } from './arguments.js';
import { BothyApi } from './bothy-api.js';
import { BothyClient, Unreachable } from './bothy-client.js';
import { CliError } from './cli-error.js';
import { actCommand } from './commands/act.command.js';
import { artifactsCommand } from './commands/artifacts.command.js';
import type { Call, Command } from './commands/command.js';
import { inputCommand } from './commands/input.command.js';
import { listCommand } from './commands/list.command.js';
import { logsCommand } from './commands/logs.command.js';
import { rerunCommand, runCommand } from './commands/run.command.js';
import { savesCommands } from './commands/saves.command.js';
import { helpOn, overview } from './help.js';
import { isHostCommand, runHostProgram } from './host-program.js';
import type { Terminal } from './terminal.js';

const commands = new Map<string, Command>([
  ['run', runCommand],
  ['rerun', rerunCommand],
  ['logs', logsCommand],
  ['artifacts', artifactsCommand],
  ['list', listCommand],
  ['input', inputCommand],
  ...(['cancel', 'pause', 'resume', 'approve', 'reject'] as const).map((act) => [act, actCommand(act)] as const),
  ...savesCommands,
]);
/** Commands whose first word says what they do. */
const groups = new Set(['saves']);

/** The whole command; gives its exit code. */
export async function runCli(argv: readonly string[], terminal: Terminal): Promise<number> {
  try {
    // Its arguments are its own to read.
    if (isHostCommand(argv[0])) return await runHostProgram(argv, terminal.env);
    return await dispatch(argv, terminal);
  } catch (error) {
    if (error instanceof CliError || error instanceof Unreachable) {
      terminal.err(`bothy: ${error.message}\n`);
      return error instanceof CliError ? error.exitCode : 1;
    }
    throw error;
  }
}

async function dispatch(argv: readonly string[], terminal: Terminal): Promise<number> {
  const given = readArguments(argv);
  const { command: name, words } = given;
  if (name === null || name === 'help' || given.help) {
    const about = name === 'help' ? words[0] : name;
    terminal.out(about === null || about === undefined ? overview : helpOn(about));
    return name === null && !given.help ? 2 : 0;
  }
  if (!groups.has(name)) return runNamed(name, words, given, terminal);
  const [act, ...rest] = words;
  if (act === undefined) throw new CliError(`bothy ${name} needs to know what to do. See bothy help ${name}.`, 2);
  return runNamed(`${name} ${act}`, rest, given, terminal);
}

function runNamed(name: string, words: readonly string[], given: Arguments, terminal: Terminal): Promise<number> {
  const command = commands.get(name);
  if (!command) throw new CliError(`there is no command "${name}". See bothy --help.`, 2);
  requireUse(name, command, words, given.given);
  let api: BothyApi | undefined;
  const call: Call = {
    // What works offline never asks for it, and needs neither an address nor a token.
    get api() {
      return (api ??= new BothyApi(new BothyClient(terminal.env)));
    },
    given,
    terminal,
  };
  return command.run(call, ...words);
}

function requireUse(name: string, command: Command, words: readonly string[], given: readonly string[]): void {
  const missing = command.takes[words.length];
  const help = `See bothy help ${name.split(' ')[0]}.`;
  if (missing !== undefined) throw new CliError(`bothy ${name} needs ${missing}. ${help}`, 2);
  if (words.length > command.takes.length && !command.more) {
    throw new CliError(`"${words[command.takes.length]}" is one argument too many. ${help}`, 2);
  }
  const strange = given.find((option) => !(command.options as readonly string[]).includes(option));
  if (strange !== undefined) throw new CliError(`bothy ${name} takes no --${strange}. ${help}`, 2);
}
