import type { Concurrency } from '@bothy/contracts';

/** Where the runs of a bot take their places: `key:<name>` is shared by all that name it, `bot:<id>` is its own. */
export const placesOf = (botId: string, { key }: Pick<Concurrency, 'key'>): string =>
  key === null ? `bot:${botId}` : `key:${key}`;

/** The first place that nobody has, counted from 1; null when as many are taken as there may be, wherever they are. */
export function freePlace(taken: readonly number[], limit: number): number | null {
  if (taken.length >= limit) return null;
  for (let place = 1; place <= limit; place += 1) if (!taken.includes(place)) return place;
  return null;
}
