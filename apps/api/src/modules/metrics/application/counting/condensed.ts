import type { MetricEvent } from '../../domain/metric-event.js';

/** So many are kept apart by referrer and country as well. */
const enough = 10_000;

/** The same in sum and in fewer events: one for each hour and file, and if need be for each hour and version. */
export const condensed = (events: readonly MetricEvent[]): MetricEvent[] => {
  const fine = merged(events);
  return fine.length <= enough ? fine : merged(fine.map(coarse));
};

const merged = (events: readonly MetricEvent[]): MetricEvent[] => {
  const sums = new Map<string, MetricEvent>();
  for (const event of events) {
    const { at, metric, tool, version, file, referrer, country } = event;
    const key = JSON.stringify([at.slice(0, 13), metric, tool, version, file, referrer, country]);
    const before = sums.get(key);
    sums.set(key, before ? { ...before, value: before.value + event.value } : event);
  }
  return [...sums.values()];
};

const coarse = (event: MetricEvent): MetricEvent => ({
  ...event,
  file: null,
  ...(event.referrer !== undefined && { referrer: null }),
  ...(event.country !== undefined && { country: null }),
});
