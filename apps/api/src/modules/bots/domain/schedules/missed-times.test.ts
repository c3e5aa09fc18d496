import { expect, it } from 'vitest';
import { planFiring } from './missed-times.js';
import { ScheduleTimes } from './schedule-times.js';

const at = (text: string) => Date.parse(`2026-06-01T${text}Z`);
const times = ScheduleTimes.of('*/5 * * * *', 'UTC');
const plan = (missed: 'skip' | 'latest' | 'all', nextAt: string, now: string) => {
  const { times: fired, next } = planFiring(times, { nextAt: at(nextAt), missed }, at(now));
  return [...fired, next].map((each) => new Date(each ?? 0).toISOString().slice(11, 16));
};

it('fires what is due within a minute, whatever is done about what is missed', () => {
  for (const missed of ['skip', 'latest', 'all'] as const) {
    expect(plan(missed, '10:00:00', '10:00:00')).toEqual(['10:00', '10:05']);
    expect(plan(missed, '10:00:00', '10:01:00')).toEqual(['10:00', '10:05']);
  }
});

it('skips what was missed, and fires what is due besides', () => {
  expect(plan('skip', '10:00:00', '10:01:01')).toEqual(['10:05']);
  expect(plan('skip', '08:00:00', '10:00:30')).toEqual(['10:00', '10:05']);
});

it('fires once for the latest', () => {
  expect(plan('latest', '08:00:00', '10:04:00')).toEqual(['10:00', '10:05']);
  expect(plan('latest', '08:00:00', '10:00:30')).toEqual(['10:00', '10:05']);
});

it('fires for each', () => {
  expect(plan('all', '09:45:00', '10:04:00')).toEqual(['09:45', '09:50', '09:55', '10:00', '10:05']);
});

it('fires for the newest thousand of what was missed for long', () => {
  const now = at('10:00:00');
  const { times: fired } = planFiring(times, { nextAt: now - 365 * 86_400_000, missed: 'all' }, now);
  expect(fired).toHaveLength(1000);
  expect(fired.at(-1)).toBe(now);
  expect(fired[0]).toBe(now - 999 * 300_000);
});
