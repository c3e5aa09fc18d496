import { finalStatuses, runStatuses } from '@bothy/contracts';
import { describe, expect, it } from 'vitest';
import { canBecome, sourcesOf, statusOf, unfinishedStatuses } from './run-state.js';

describe('a run', () => {
  it('goes the usual way', () => {
    expect(canBecome('queued', 'starting')).toBe(true);
    expect(canBecome('starting', 'running')).toBe(true);
    expect(canBecome('running', 'succeeded')).toBe(true);
  });

  it('stays as it ended', () => {
    for (const from of finalStatuses) for (const to of runStatuses) expect(canBecome(from, to)).toBe(false);
  });

  it('can end from every state in which it is not ended', () => {
    expect(sourcesOf('cancelled')).toEqual(unfinishedStatuses);
  });

  it('does not go back, unless to wait for its next attempt', () => {
    expect(canBecome('running', 'starting')).toBe(false);
    expect(canBecome('running', 'queued')).toBe(true);
    expect(canBecome('starting', 'queued')).toBe(true);
    expect(canBecome('running', 'waiting-approval')).toBe(false);
  });
});

describe('the word of the runner', () => {
  it.each([
    ['starting', null, null, 'starting'],
    ['running', null, null, 'running'],
    ['ended', 'exited', 0, 'succeeded'],
    ['ended', 'exited', 3, 'failed'],
    ['ended', 'exited', null, 'failed'],
    ['ended', 'could-not-start', 127, 'failed'],
    ['ended', 'over-limit', null, 'failed'],
    ['ended', 'cancelled', 0, 'cancelled'],
    ['ended', 'timed-out', null, 'timed-out'],
    ['ended', 'lost', null, 'lost'],
  ] as const)('%s, %s, %s makes it %s', (phase, outcome, exitCode, status) => {
    expect(statusOf({ phase, outcome, exitCode })).toBe(status);
  });
});
