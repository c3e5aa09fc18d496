import type { BotFacts } from '../bothy-api.js';
import type { Command } from './command.js';

/** `bothy list` */
export const listCommand: Command = {
  takes: [],
  options: ['json', 'quiet'],
  run: async ({ api, given, terminal }) => {
    const bots = await api.listBots();
    if (given.json) {
      for (const bot of bots) terminal.out(`${JSON.stringify({ bot })}\n`);
      return 0;
    }
    if (bots.length === 0 && !given.quiet) terminal.err('bothy: there are no bots yet\n');
    const rows = bots.map((bot) => [bot.slug, lastRunOf(bot), bot.name]);
    const widths = [0, 1].map((at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
    for (const row of rows) terminal.out(`${row.map((text, at) => text.padEnd(widths[at] ?? 0)).join('  ')}\n`);
    return 0;
  },
};

function lastRunOf(bot: BotFacts): string {
  const [last] = bot.lastRuns;
  return last ? `#${last.number} ${last.status}` : bot.enabled ? 'never run' : 'switched off';
}
