import type { Arguments } from '../arguments.js';
import type { BothyClient } from '../bothy-client.js';
import { LogPrinter } from '../log-printer.js';
import type { Terminal } from '../terminal.js';
import { follow } from './follow.js';

/** `bothy run <bot>` */
export async function runCommand(
  client: BothyClient,
  slug: string,
  given: Arguments,
  terminal: Terminal,
): Promise<number> {
  const run = await client.startRun(slug, given.params);
  const printer = new LogPrinter(terminal, given.json);
  if (given.follow) {
    printer.note(`${run.botSlug} #${run.number}, ${client.runAddress(run)}`);
    return follow(client, run, printer, terminal);
  }
  // Alone on stdout, so that a script can keep it: id=$(bothy run deploy)
  terminal.out(given.json ? `${JSON.stringify({ run })}\n` : `${run.id}\n`);
  return 0;
}
