import { z } from 'zod';
import { id, instant, page, pageQuery, slug, queryNumber } from './common.js';

/** Names that the runner itself sets, or that change how programs are loaded. */
const envName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/, 'Use letters, digits and underscores; do not begin with a digit.')
  .refine((name) => !name.startsWith('BOTHY_'), 'Names that begin with BOTHY_ are set by Bothy.');
const noNul = (text: string) => !text.includes('\0');
const argument = z.string().max(32_768).refine(noNul, 'A NUL character cannot be passed to a program.');

export const command = z.strictObject({
  /** Program and arguments. With `shell`, `argv[0]` is the script and the rest are its `$1`, `$2`, … */
  argv: z
    .array(argument)
    .min(1)
    .max(256)
    .refine((argv) => argv[0] !== '', 'Name a program.'),
  shell: z.boolean().default(false),
  /** `fresh`: a new empty folder for each run · `kept`: one folder for the bot · or an absolute path on the host. */
  workingDir: z
    .union([
      z.enum(['fresh', 'kept']),
      z
        .string()
        .max(4096)
        .startsWith('/', 'Use fresh, kept or an absolute path.')
        .refine(noNul, 'A path has no NUL character.'),
    ])
    .default('fresh'),
});
export type Command = z.infer<typeof command>;

const botFields = {
  name: z.string().trim().min(1).max(100),
  description: z.string().trim().max(2000),
  tags: z.array(z.string().trim().min(1).max(40)).max(20),
  enabled: z.boolean(),
  command,
  env: z.record(envName, z.string().max(32_768).refine(noNul, 'A NUL character cannot be passed to a program.')),
  /** The run is ended after so many seconds; null for no limit. */
  timeoutSeconds: z.int().min(1).max(604_800).nullable(),
};

export const botBody = z.strictObject({
  slug,
  ...botFields,
  description: botFields.description.default(''),
  tags: botFields.tags.default([]),
  enabled: botFields.enabled.default(true),
  env: botFields.env.default({}),
  timeoutSeconds: botFields.timeoutSeconds.default(null),
});
export type BotBody = z.infer<typeof botBody>;
export type BotInput = z.input<typeof botBody>;

export const botPatch = z.strictObject(botFields).partial();
export type BotPatch = z.infer<typeof botPatch>;

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

export const actor = z.object({ kind: z.enum(['member', 'token']), id: z.string(), name: z.string() });
export type ActorRef = z.infer<typeof actor>;

export const run = z.object({
  id,
  botSlug: z.string(),
  /** Counts up from 1 for each bot. */
  number: z.int(),
  status: runStatus,
  trigger: z.object({ kind: z.enum(['manual', 'api']), actor: actor.nullable() }),
  params: z.record(z.string(), z.unknown()),
  /** Counts up from 1; each attempt has a log of its own. */
  attempt: z.int(),
  /** What the process ended with; null while it runs, or when a signal ended it. */
  exitCode: z.int().nullable(),
  /** The signal that ended it, for example `SIGKILL`. */
  signal: z.string().nullable(),
  /** Why it did not run to its own end, in a sentence; null when there is nothing to say. */
  reason: z.string().nullable(),
  cancelledBy: actor.nullable(),
  createdAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  lineCount: z.int(),
  /** Bytes of the log's text. */
  byteCount: z.int(),
  botVersion: z.int(),
});
export type Run = z.infer<typeof run>;
export const runPage = page(run);

export const bot = z.object({
  id,
  slug,
  ...botFields,
  version: z.int(),
  createdAt: instant,
  updatedAt: instant,
  /** The newest runs first, at most 20: what the list draws. */
  lastRuns: z.array(
    run.pick({ id: true, number: true, status: true, createdAt: true, startedAt: true, finishedAt: true }),
  ),
});
export type Bot = z.infer<typeof bot>;
export const botPage = page(bot);

export const botVersion = z.object({
  version: z.int(),
  createdAt: instant,
  createdBy: actor,
  definition: z.object(botFields),
});
export type BotVersion = z.infer<typeof botVersion>;
export const botVersionPage = page(botVersion);

export const botListQuery = pageQuery.extend({ search: z.string().max(200).optional() });
export const runBody = z.strictObject({ params: z.record(z.string(), z.unknown()).default({}) });
export const runQuery = z.strictObject({
  /** Hold the answer until the run has ended, for so many seconds at most. */
  wait: queryNumber(0, 300).optional(),
});
export const runListQuery = pageQuery.extend({ status: runStatus.optional() });

/** `system` lines are Bothy's own words in the log. */
export const logStream = z.enum(['stdout', 'stderr', 'system']);
export type LogStreamName = z.infer<typeof logStream>;
export const logLine = z.object({
  /** Counts up from 1 within an attempt, over all streams. */
  seq: z.int(),
  at: instant,
  stream: logStream,
  text: z.string(),
  /** The line goes on in the next one of this stream: it was longer than 16 KiB, or stood unfinished. */
  partial: z.literal(true).optional(),
});
export type LogLine = z.infer<typeof logLine>;

/** `data` of the event `log`; its id is `attempt:seq` of the last line. */
export const logEvent = z.object({ lines: z.array(logLine) });

export const logQuery = z.strictObject({
  /** Lines with a greater number than this. */
  after: queryNumber(0).optional(),
  /** Lines with a smaller number than this, the nearest ones. */
  before: queryNumber(1).optional(),
  limit: queryNumber(1, 5000).default(1000),
  /** Only lines that hold this text (colours left out, small and capital letters alike). */
  search: z.string().min(1).max(500).optional(),
  attempt: queryNumber(1).optional(),
  /** With `Accept: text/plain`: go on until the run has ended. */
  follow: z.enum(['0', '1']).optional(),
});
export const logPage = z.object({
  attempt: z.int(),
  lines: z.array(logLine),
  /** How many lines the log holds now. */
  lineCount: z.int(),
  /** True when the attempt has ended and no line will be added. */
  complete: z.boolean(),
});
export type LogPage = z.infer<typeof logPage>;

export const eventsQuery = z.strictObject({
  /** Resume behind this id (`attempt:seq`), as `Last-Event-ID` does. */
  after: z
    .string()
    .regex(/^\d{1,9}:\d{1,12}$/, 'Use attempt:seq.')
    .optional(),
});

/** State of the machine that runs bots. */
export const runnerState = z.object({
  connected: z.boolean(),
  pid: z.int().nullable(),
  activeRuns: z.int(),
  /** How runs are kept from the server's own files. */
  isolation: z.enum(['none']),
});
export type RunnerState = z.infer<typeof runnerState>;
