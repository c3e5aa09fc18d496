import type { Bot, RunStatus } from '@bothy/contracts';
import { describe, expect, it } from 'vitest';
import { nextRunOf, orderBots, shareWords } from './bot-order.js';

const bot = (name: string, status: RunStatus | null, createdAt = '2026-01-01', enabled = true) =>
  ({ name, enabled, lastRuns: status ? [{ status, createdAt }] : [] }) as unknown as Bot;
const bots = [
  bot('fine', 'succeeded'),
  bot('off', 'failed', '2026-01-09', false),
  bot('never', null),
  bot('bad', 'timed-out'),
  bot('worse', 'failed', '2026-01-02'),
  bot('going', 'running'),
  bot('asks', 'waiting-approval'),
];
const names = (order: 'attention' | 'name' | 'last') => orderBots(bots, order).map((each) => each.name);

describe('the order of bots', () => {
  it('has what needs somebody first', () => {
    expect(names('attention')).toEqual(['asks', 'going', 'worse', 'bad', 'fine', 'never', 'off']);
    expect(names('name').slice(0, 2)).toEqual(['asks', 'bad']);
    expect(names('last').slice(0, 2)).toEqual(['off', 'worse']);
  });
});

it('the next run of a bot comes by its schedule, its webhook, or by hand', () => {
  const at = '2026-01-01T00:00:00.000Z';
  const webhook = {} as Bot['webhook'];
  expect(nextRunOf({ enabled: true, nextRunAt: at, webhook })).toEqual({ kind: 'schedule', at });
  expect(nextRunOf({ enabled: true, nextRunAt: null, webhook })).toEqual({ kind: 'webhook' });
  expect(nextRunOf({ enabled: true, nextRunAt: null, webhook: null })).toEqual({ kind: 'hand' });
  expect(nextRunOf({ enabled: false, nextRunAt: at, webhook: null })).toEqual({ kind: 'off' });
});

it('a share is all only when it is', () => {
  expect([null, 0, 0.813, 0.999, 1].map(shareWords)).toEqual(['', '0 %', '81 %', '99 %', '100 %']);
});
