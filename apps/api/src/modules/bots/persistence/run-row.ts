import type { ActorRef, Run } from '@bothy/contracts';
import type { RunEntity } from './run.entity.js';

const parseActor = (json: string | null): ActorRef | null => (json === null ? null : (JSON.parse(json) as ActorRef));

/** A run as it is shown; its row holds more. */
export function presentRun(row: RunEntity): Run {
  return {
    id: row.id,
    botSlug: row.botSlug,
    number: row.number,
    status: row.status,
    trigger: { kind: row.triggerKind, actor: parseActor(row.actor), detail: row.triggerDetail },
    params: JSON.parse(row.params) as Run['params'],
    attempt: row.attempt,
    maxAttempts: row.maxAttempts,
    retryAt: row.retryAt,
    exitCode: row.exitCode,
    signal: row.signal,
    reason: row.reason,
    paused: row.paused,
    cancelledBy: parseActor(row.cancelledBy),
    approvedBy: parseActor(row.approvedBy),
    createdAt: row.createdAt,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
    lineCount: row.lineCount,
    byteCount: row.byteCount,
    artifactCount: row.artifactCount,
    botVersion: row.botVersion,
    rerunOf: row.rerunOf,
    parentRunId: row.parentRunId,
    depth: row.depth,
  };
}
