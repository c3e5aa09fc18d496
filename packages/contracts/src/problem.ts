import { z } from 'zod';

/** One thing wrong with a request: where (`path` into the body, query or params) and what to do about it. */
export const issue = z.object({
  path: z.array(z.union([z.string(), z.number()])),
  message: z.string(),
  code: z.string().optional(),
});

/** Every error the API answers: RFC 9457 problem details, as `application/problem+json`. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  /** Stable, machine-readable name of the error, for example `bot_not_found`. */
  code: z.string(),
  requestId: z.string(),
  issues: z.array(issue).optional(),
  details: z.record(z.string(), z.unknown()).optional(),
});

export type Issue = z.infer<typeof issue>;
export type Problem = z.infer<typeof problem>;
