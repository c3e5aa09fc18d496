import type { AttemptRecord, Run } from '@bothy/contracts';
import { describe, expect, it } from 'vitest';
import { ref } from 'vue';
import { useTimeline } from './use-run-facts.js';

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds)).toISOString();
const mairi = { kind: 'member' as const, id: 'm', name: 'Mairi Grant' };
const attempt = (n: number, from: number, to: number | null, part: Partial<AttemptRecord> = {}): AttemptRecord => ({
  attempt: n,
  status: to === null ? 'running' : 'failed',
  exitCode: to === null ? null : 137,
  signal: null,
  reason: null,
  startedAt: at(from),
  finishedAt: to === null ? null : at(to),
  lineCount: 0,
  byteCount: 0,
  ...part,
});
const run = (part: Partial<Run>): Run => ({
  ...attempt(1, 1, null),
  id: 'r',
  botSlug: 'a',
  number: 1,
  trigger: { kind: 'manual', actor: mairi, detail: null },
  params: {},
  maxAttempts: 3,
  retryAt: null,
  paused: false,
  cancelledBy: null,
  approvedBy: null,
  createdAt: at(0),
  artifactCount: 0,
  botVersion: 1,
  rerunOf: null,
  parentRunId: null,
  depth: 0,
  ...part,
});
const steps = (it: Run, attempts: AttemptRecord[], now: number) =>
  useTimeline(ref(it), ref(attempts), ref(Date.parse(at(now)))).value.map(({ state, title, why }) => [
    state,
    title,
    why,
  ]);

describe('useTimeline', () => {
  it('tells of attempts and the waits between them', () => {
    const going = run({ attempt: 2, startedAt: at(41), approvedBy: mairi });
    const told = steps(going, [attempt(1, 1, 11), attempt(2, 41, null)], 60);
    expect(told.map(([state, title]) => [state, title])).toEqual([
      ['queued', 'Queued'],
      ['succeeded', 'Approved'],
      ['failed', 'Attempt 1'],
      ['queued', 'Back-off'],
      ['running', 'Attempt 2'],
    ]);
    expect(told[2]?.[2]).toBe('Exit 137');
  });

  it('counts down to the next attempt', () => {
    const waiting = run({ status: 'queued', retryAt: at(41), finishedAt: null });
    const told = useTimeline(ref(waiting), ref([attempt(1, 1, 11)]), ref(Date.parse(at(20)))).value;
    expect(told.at(-1)).toMatchObject({ title: 'Back-off', time: '21 s' });
  });

  it('has no attempts where one is all there may be', () => {
    const ended = run({ status: 'failed', maxAttempts: 1, exitCode: 1, finishedAt: at(9) });
    expect(steps(ended, [], 60).map(([, title]) => title)).toEqual(['Queued', 'Ran', 'Failed']);
  });

  it('says that it is paused', () => {
    expect(
      steps(run({ maxAttempts: 1, paused: true }), [], 5)
        .at(-1)
        ?.slice(0, 2),
    ).toEqual(['waiting', 'Paused']);
  });

  it('says what it waits for', () => {
    const waiting = run({ status: 'waiting-approval', startedAt: null, reason: 'Somebody else has to approve.' });
    expect(steps(waiting, [], 5).at(-1)).toEqual(['waiting', 'Waits for approval', 'Somebody else has to approve.']);
  });
});
