import type { Bot, RunStatus } from '@bothy/contracts';
import { isFinal } from '../run-words.js';

export const botOrders = { attention: 'Needs attention first', name: 'By name', last: 'Last run first' } as const;
export type BotOrder = keyof typeof botOrders;

const bad = new Set<RunStatus>(['failed', 'timed-out', 'lost']);

/** What is going on or waits for somebody comes first, then what went wrong; what is switched off comes last. */
function rank({ enabled, lastRuns: [last] }: Bot): number {
  if (last && !isFinal(last.status)) return last.status === 'waiting-approval' ? 0 : 1;
  if (!enabled) return 5;
  if (!last) return 4;
  return bad.has(last.status) ? 2 : 3;
}

const lastRunAt = (bot: Bot) => bot.lastRuns[0]?.createdAt ?? '';

export function orderBots(bots: readonly Bot[], order: BotOrder): Bot[] {
  const byName = (a: Bot, b: Bot) => a.name.localeCompare(b.name);
  const byLast = (a: Bot, b: Bot) => lastRunAt(b).localeCompare(lastRunAt(a)) || byName(a, b);
  if (order === 'name') return [...bots].sort(byName);
  if (order === 'last') return [...bots].sort(byLast);
  return [...bots].sort((a, b) => rank(a) - rank(b) || byLast(a, b));
}

/** How a bot's next run comes about. */
export type NextRun =
  { readonly kind: 'off' | 'webhook' | 'hand' } | { readonly kind: 'schedule'; readonly at: string };

export function nextRunOf({ enabled, nextRunAt, webhook }: Pick<Bot, 'enabled' | 'nextRunAt' | 'webhook'>): NextRun {
  if (!enabled) return { kind: 'off' };
  if (nextRunAt) return { kind: 'schedule', at: nextRunAt };
  return { kind: webhook ? 'webhook' : 'hand' };
}

/** "96 %"; what is not quite all is never "100 %". */
export function shareWords(share: number | null): string {
  if (share === null) return '';
  const percent = Math.round(share * 100);
  return `${share < 1 ? Math.min(99, percent) : percent} %`;
}
