import type { Arguments } from '../arguments.js';
import type { BothyClient } from '../bothy-client.js';
import { LogPrinter } from '../log-printer.js';
import type { Terminal } from '../terminal.js';
import { follow } from './follow.js';
import { printLines } from './print-lines.js';

/** `bothy logs <run>` */
export async function logsCommand(
  client: BothyClient,
  id: string,
  given: Arguments,
  terminal: Terminal,
): Promise<number> {
  const run = await client.getRun(id);
  const printer = new LogPrinter(terminal, given.json);
  if (given.follow) return follow(client, run, printer, terminal);
  await printLines(client, run, printer);
  return 0;
}
