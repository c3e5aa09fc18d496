import { z } from 'zod';
import { id, instant, page, pageQuery, queryNumber, slug } from '../common.js';

export const runStatuses = [
  'queued',
  'waiting-approval',
  'starting',
  'running',
  'succeeded',
  'failed',
  'cancelled',
  'timed-out',
  'skipped',
  'lost',
] as const;
export const runStatus = z.enum(runStatuses);
export type RunStatus = z.infer<typeof runStatus>;
export const finalStatuses = [
  'succeeded',
  'failed',
  'cancelled',
  'timed-out',
  'skipped',
  'lost',
] as const satisfies RunStatus[];
export const isFinal = (status: RunStatus): boolean => (finalStatuses as readonly RunStatus[]).includes(status);

export const actor = z.object({ kind: z.enum(['member', 'token', 'system']), id: z.string(), name: z.string() });
export type ActorRef = z.infer<typeof actor>;

export const triggerKinds = ['manual', 'api', 'schedule', 'webhook', 'rerun'] as const;
export const trigger = z.object({
  kind: z.enum(triggerKinds),
  /** Who asked for it; null where nobody did: a schedule, a webhook. */
  actor: actor.nullable(),
  /** What of this kind it was: the schedule's cron, the delivery's event; null where there is nothing to say. */
  detail: z.string().nullable(),
});

/** How one attempt went. */
export const attempt = z.object({
  attempt: z.int(),
  status: runStatus,
  exitCode: z.int().nullable(),
  signal: z.string().nullable(),
  reason: z.string().nullable(),
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  lineCount: z.int(),
  byteCount: z.int(),
});
export type AttemptRecord = z.infer<typeof attempt>;
export const attemptList = z.object({ items: z.array(attempt) });

export const run = z.object({
  id,
  botSlug: z.string(),
  /** Counts up from 1 for each bot. */
  number: z.int(),
  status: runStatus,
  trigger,
  /** As they were given, with the defaults; of a secret one only that it was given: `[secret]`. */
  params: z.record(z.string(), z.unknown()),
  /** Counts up from 1; each attempt has a log of its own. */
  attempt: z.int(),
  /** How many attempts the run may take by its bot's policy. */
  maxAttempts: z.int(),
  /** When a further attempt is due; null where none is waited for. */
  retryAt: instant.nullable(),
  /** What the process ended with; null while it runs. */
  exitCode: z.int().nullable(),
  /** The signal that ended it, for example `SIGKILL`. */
  signal: z.string().nullable(),
  /** Why it did not run to its own end, or what it waits for, in a sentence; null when there is nothing to say. */
  reason: z.string().nullable(),
  /** Its processes are stopped (SIGSTOP) for now. */
  paused: z.boolean(),
  cancelledBy: actor.nullable(),
  approvedBy: actor.nullable(),
  createdAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  lineCount: z.int(),
  /** Bytes of the log's text. */
  byteCount: z.int(),
  artifactCount: z.int(),
  botVersion: z.int(),
  /** The run that this one repeats. */
  rerunOf: id.nullable(),
  /** The run that started this one, and how many such steps there are behind it. */
  parentRunId: id.nullable(),
  depth: z.int(),
});
export type Run = z.infer<typeof run>;
export const runPage = page(run);

/** What stands for a secret parameter wherever parameters are read. */
export const hiddenParam = '[secret]';

export const runBody = z.strictObject({ params: z.record(z.string(), z.unknown()).default({}) });
export const runQuery = z.strictObject({
  /** Hold the answer until the run has ended, for so many seconds at most. */
  wait: queryNumber(0, 300).optional(),
});
/** Headers of a start. `idempotency-key`: within 24 h the same key of the same caller answers the first run. */
export const runHeaders = { idempotencyKey: 'idempotency-key', parentRun: 'bothy-run' } as const;

export const runListQuery = pageQuery.extend({
  status: runStatus.optional(),
  trigger: z.enum(triggerKinds).optional(),
});

/** For `rerun`: secret parameters, which are not kept; all others are as they were. */
export const rerunBody = z.strictObject({ params: z.record(z.string(), z.unknown()).default({}) });
export const decisionBody = z.strictObject({ reason: z.string().trim().max(500).default('') });

export const inputBody = z.strictObject({
  /** Typed into the run's terminal as it stands; `\u0003` is Ctrl-C, `\r` is Enter. */
  text: z.string().min(1).max(65_536),
});
export const resizeBody = z.strictObject({ cols: z.int().min(1).max(1000), rows: z.int().min(1).max(1000) });

/** Which runs: those named, or all that are unfinished (or finished) of a bot. */
const chosen = { ids: z.array(id).min(1).max(1000).optional(), bot: slug.optional() };
const oneOf = (body: { ids?: unknown; bot?: unknown }) => (body.ids === undefined) !== (body.bot === undefined);
export const bulkCancelBody = z.strictObject(chosen).refine(oneOf, 'Name either ids or a bot.');
export const bulkCancelled = z.object({ cancelled: z.int() });
export const bulkPurgeBody = z
  .strictObject({ ...chosen, olderThanDays: z.int().min(0).max(36_500).default(0) })
  .refine(oneOf, 'Name either ids or a bot.');
export const bulkPurged = z.object({ purged: z.int() });

/** A value that differs between two runs; null where one has none. */
const difference = z.object({ path: z.string(), left: z.unknown(), right: z.unknown() });
export const runComparison = z.object({
  left: run,
  right: run,
  definition: z.array(difference),
  params: z.array(difference),
  outcome: z.array(difference),
  log: z.object({
    hunks: z.array(
      z.object({
        kind: z.enum(['same', 'left', 'right']),
        /** Number of the hunk's first line in each log. */
        leftSeq: z.int(),
        rightSeq: z.int(),
        count: z.int(),
        /** Of lines that are the same only those near a difference are given. */
        lines: z.array(z.string()),
      }),
    ),
    /** The logs are longer than what was compared, or differ by more than can be told. */
    truncated: z.boolean(),
  }),
});
export type RunComparison = z.infer<typeof runComparison>;
