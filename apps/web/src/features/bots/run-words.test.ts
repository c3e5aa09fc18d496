import type { Run, RunStatus } from '@bothy/contracts';
import { describe, expect, it } from 'vitest';
import { laterOf, ranForWords, standing, startedBy, usualTime } from './run-words.js';

const run = (status: RunStatus, attempt = 1, seconds = 10): Run => ({
  id: 'r',
  botSlug: 'a',
  number: 1,
  status,
  trigger: { kind: 'manual', actor: null, detail: null },
  params: {},
  attempt,
  maxAttempts: 3,
  retryAt: null,
  paused: false,
  exitCode: null,
  signal: null,
  reason: null,
  cancelledBy: null,
  approvedBy: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  startedAt: '2026-01-01T00:00:00.000Z',
  finishedAt: status === 'running' ? null : new Date(Date.UTC(2026, 0, 1, 0, 0, seconds)).toISOString(),
  lineCount: 0,
  byteCount: 0,
  artifactCount: 0,
  rerunOf: null,
  parentRunId: null,
  depth: 0,
  botVersion: 1,
});

describe('runs', () => {
  it('does not bring a finished run back by an answer that came late', () => {
    expect(laterOf(run('cancelled'), run('running')).status).toBe('cancelled');
    expect(laterOf(run('running'), run('queued')).status).toBe('running');
    expect(laterOf(run('running'), run('failed')).status).toBe('failed');
    expect(laterOf(run('lost'), run('running', 2)).status).toBe('running');
    expect(laterOf(undefined, run('queued')).status).toBe('queued');
  });

  it('goes back to the queue for another attempt, and after an approval', () => {
    const waiting = { ...run('queued'), retryAt: '2026-01-01T00:01:00.000Z' };
    expect(laterOf(run('running'), waiting)).toBe(waiting);
    expect(laterOf(waiting, run('starting', 2)).attempt).toBe(2);
    expect(laterOf(run('cancelled'), waiting).status).toBe('cancelled');
    const approved = { ...run('queued'), approvedBy: { kind: 'member' as const, id: 'm', name: 'Mairi' } };
    expect(laterOf(run('waiting-approval'), approved)).toBe(approved);
    expect(laterOf(run('running'), approved).status).toBe('running');
  });

  it('says what the state alone does not', () => {
    const now = Date.parse('2026-01-01T00:00:18.500Z');
    expect(standing({ ...run('running'), paused: true }, now).word).toBe('Paused');
    const waiting = { ...run('queued'), retryAt: '2026-01-01T00:00:30.000Z' };
    expect(standing(waiting, now)).toEqual({ glyph: 'queued', word: 'Next attempt in 12 s' });
    expect(startedBy({ kind: 'schedule', actor: null, detail: '0 2 * * *' })).toBe('Schedule 0 2 * * *');
    expect(startedBy({ kind: 'webhook', actor: null, detail: null })).toBe('Webhook');
  });

  it('knows the usual time from those that succeeded', () => {
    expect(
      usualTime([run('succeeded', 1, 10), run('succeeded', 1, 30), run('failed', 1, 1), run('succeeded', 1, 20)]),
    ).toBe(20_000);
    expect(usualTime([run('succeeded')])).toBeNull();
  });

  it('counts a running one until now', () => {
    expect(ranForWords(run('running'), Date.parse('2026-01-01T00:01:05.000Z'))).toBe('1 m 05 s');
  });
});
