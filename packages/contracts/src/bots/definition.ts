import { z } from 'zod';
import { instant, page, pageQuery, slug } from '../common.js';
import { paramsSchema } from './params.js';
import { actor, run } from './run.js';
import { noNul, secretName, variableName } from './names.js';
import { schedule, scheduleInput } from './schedules.js';
import { notifyInput, notifyTarget } from './notices.js';
import { webhook, webhookInput, webhookPatch } from './webhooks.js';

const argument = z.string().max(32_768).refine(noNul, 'A NUL character cannot be passed to a program.');

export const command = z.strictObject({
  /**
   * Program and arguments. With `shell`, `argv[0]` is the script and the rest are its `$1`, `$2`, … Without it, an
   * argument may hold `{{params.name}}`, alone or as a part of it.
   */
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

/** A terminal for the bot instead of pipes: stdout and stderr are one then. */
export const pty = z.strictObject({
  cols: z.int().min(1).max(1000).default(120),
  rows: z.int().min(1).max(1000).default(40),
});
export type Pty = z.infer<typeof pty>;

/** What becomes of a run when as many as may are under way. */
export const onBusy = z.enum(['queue', 'skip', 'cancel-running', 'replace-pending']);
export type OnBusy = z.infer<typeof onBusy>;

export const concurrency = z.strictObject({
  /** Bots that name the same key share its places; without one the bot has its own. */
  key: z.string().trim().min(1).max(100).nullable().default(null),
  limit: z.int().min(1).max(100).default(1),
  /**
   * `queue`: it waits its turn, the oldest first · `skip`: it ends as skipped · `cancel-running`: the newest `limit`
   * go on, all before them are cancelled · `replace-pending`: it waits, and those that waited already end as skipped.
   */
  onBusy: onBusy.default('queue'),
});
export type Concurrency = z.infer<typeof concurrency>;

export const retryCause = z.enum(['failed', 'timed-out', 'lost']);
const backoffSeconds = z.number().min(0).max(86_400);
export const retry = z.strictObject({
  /** All attempts together, the first one included. */
  attempts: z.int().min(1).max(20),
  /** Seconds before each further attempt; or seconds before the second, times `factor` before each one after it. */
  backoff: z
    .union([
      backoffSeconds,
      z.strictObject({
        seconds: backoffSeconds,
        factor: z.number().min(1).max(10).default(2),
        maxSeconds: backoffSeconds.default(3600),
      }),
    ])
    .default(0),
  /** A lost run is tried again only where this says so. */
  on: z.array(retryCause).max(3).default(['failed']),
});
export type Retry = z.infer<typeof retry>;

export const approval = z.strictObject({
  required: z.boolean().default(false),
  /** Somebody else than who asked for the run has to approve. */
  notRequester: z.boolean().default(false),
});

/** What is kept of the runs of a bot; null: no bound of this kind. */
export const retention = z.strictObject({
  days: z.int().min(1).max(36_500).nullable().default(null),
  runs: z.int().min(1).max(1_000_000).nullable().default(null),
  /** Of logs and artifacts together. */
  bytes: z.int().min(1).max(Number.MAX_SAFE_INTEGER).nullable().default(null),
});

/** Limits that the system holds each of the bot's processes to; null: the host's own. */
export const limits = z.strictObject({
  /** Processor time of one process. */
  cpuSeconds: z.int().min(1).max(604_800).nullable().default(null),
  /** Memory that one process may write to. */
  memoryBytes: z.int().min(16_777_216).max(Number.MAX_SAFE_INTEGER).nullable().default(null),
  /** Size of one file that it writes. */
  fileBytes: z.int().min(1).max(Number.MAX_SAFE_INTEGER).nullable().default(null),
  /** Processes and threads of the run. */
  processes: z.int().min(8).max(100_000).nullable().default(null),
});
export type Limits = z.infer<typeof limits>;

/** A repository whose files are in the working folder when the command starts. */
export const gitSource = z.strictObject({
  url: z.string().max(2000).refine(noNul, 'An address has no NUL character.'),
  /** Branch, tag or commit; null: the repository's own default. */
  ref: z
    .string()
    .max(250)
    .regex(/^(?!.*\.\.)[A-Za-z0-9_][A-Za-z0-9_./-]*$/, 'Use the name of a branch or a tag, or a commit.')
    .nullable()
    .default(null),
  /** Name of the secret that holds a token for it; the secret must name its origin. */
  secret: secretName.nullable().default(null),
});
export type GitSource = z.infer<typeof gitSource>;

const fields = {
  name: z.string().trim().min(1).max(100),
  description: z.string().trim().max(2000),
  tags: z.array(z.string().trim().min(1).max(40)).max(20),
  enabled: z.boolean(),
  command,
  env: z.record(variableName, z.string().max(32_768).refine(noNul, 'A NUL character cannot be passed to a program.')),
  /** Names of the team's secrets; each comes as a variable of its name, and is masked in all that is printed. */
  secrets: z.array(secretName).max(50),
  params: paramsSchema,
  pty: pty.nullable(),
  /** An attempt is ended after so many seconds; null for no limit. */
  timeoutSeconds: z.int().min(1).max(604_800).nullable(),
  concurrency: concurrency.nullable(),
  retry: retry.nullable(),
  approval,
  retention,
  limits,
  runner: z.strictObject({ labels: z.array(z.string().trim().min(1).max(60)).max(20).default([]) }),
  gitSource: gitSource.nullable(),
};

/** What a version of a bot holds, with no secret in it. */
export const botDefinition = z.object({
  ...fields,
  schedules: z.array(schedule),
  webhook: webhook.omit({ url: true }).nullable(),
  notify: z.array(notifyTarget),
});
export type BotDefinition = z.infer<typeof botDefinition>;

const inputFields = {
  ...fields,
  schedules: z.array(scheduleInput).max(20),
  notify: z.array(notifyInput).max(20),
};

export const botBody = z.strictObject({
  slug,
  ...inputFields,
  description: fields.description.default(''),
  tags: fields.tags.default([]),
  enabled: fields.enabled.default(true),
  env: fields.env.default({}),
  secrets: fields.secrets.default([]),
  params: fields.params.default({ type: 'object', properties: {}, required: [] }),
  pty: fields.pty.default(null),
  timeoutSeconds: fields.timeoutSeconds.default(null),
  concurrency: fields.concurrency.default(null),
  retry: fields.retry.default(null),
  approval: fields.approval.default({ required: false, notRequester: false }),
  retention: fields.retention.default({ days: null, runs: null, bytes: null }),
  limits: fields.limits.default({ cpuSeconds: null, memoryBytes: null, fileBytes: null, processes: null }),
  runner: fields.runner.default({ labels: [] }),
  gitSource: fields.gitSource.default(null),
  schedules: inputFields.schedules.default([]),
  webhook: webhookInput.nullable().default(null),
  notify: inputFields.notify.default([]),
});
export type BotBody = z.infer<typeof botBody>;
export type BotInput = z.input<typeof botBody>;

export const botPatch = z.strictObject({ ...inputFields, webhook: webhookPatch.nullable() }).partial();
export type BotPatch = z.infer<typeof botPatch>;

/** How the runs of the last 30 days went; null where there was none. */
export const botFigures = z.object({
  /** Succeeded among those that succeeded, failed, timed out or were lost; 0 to 1. */
  successShare: z.number().nullable(),
  /** Of those that succeeded. */
  medianMs: z.number().nullable(),
});

export const bot = z.object({
  id: z.uuid(),
  slug,
  ...botDefinition.shape,
  webhook: webhook.nullable(),
  version: z.int(),
  createdAt: instant,
  updatedAt: instant,
  /** The first time at which one of its schedules comes; null where none does. */
  nextRunAt: instant.nullable(),
  figures: botFigures,
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
  definition: botDefinition,
});
export type BotVersion = z.infer<typeof botVersion>;
export const botVersionPage = page(botVersion);

export const botListQuery = pageQuery.extend({
  search: z.string().max(200).optional(),
  tag: z.string().max(40).optional(),
});

/** State of the machine that runs bots. */
export const runnerState = z.object({
  connected: z.boolean(),
  pid: z.int().nullable(),
  activeRuns: z.int(),
  /** How runs are kept from the server's own files; null while no runner is there to say. */
  isolation: z.enum(['bubblewrap', 'none']).nullable(),
  /** Why runs are not isolated, in a sentence; null when they are. */
  isolationProblem: z.string().nullable(),
  labels: z.array(z.string()),
});
export type RunnerState = z.infer<typeof runnerState>;
