import type { Bot } from '@bothy/contracts';
import type { Arguments } from '../arguments.js';
import type { BothyClient } from '../bothy-client.js';
import type { Terminal } from '../terminal.js';

/** `bothy list` */
export async function listCommand(client: BothyClient, given: Arguments, terminal: Terminal): Promise<number> {
  const bots = await client.listBots();
  if (given.json) {
    for (const bot of bots) terminal.out(`${JSON.stringify({ bot })}\n`);
    return 0;
  }
  if (bots.length === 0) terminal.err('bothy: there are no bots yet\n');
  const rows = bots.map((bot) => [bot.slug, lastRunOf(bot), bot.name]);
  const widths = [0, 1].map((at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  for (const row of rows) terminal.out(`${row.map((text, at) => text.padEnd(widths[at] ?? 0)).join('  ')}\n`);
  return 0;
}

function lastRunOf(bot: Bot): string {
  const [last] = bot.lastRuns;
  return last ? `#${last.number} ${last.status}` : bot.enabled ? 'never run' : 'switched off';
}
