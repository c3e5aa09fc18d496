import { z } from 'zod';
import { id, instant, page, pageQuery } from './common.js';

const actor = z.object({ kind: z.enum(['member', 'token', 'system']), id: z.string(), name: z.string() });
/** Whoever acts: a member, a token of theirs, or the server (or its host) itself. */
export type Actor = z.infer<typeof actor>;

/** One act of a person or token. Rows are chained: each carries the hash of the one before. */
export const auditEntry = z.object({
  id,
  at: instant,
  actor,
  /** `<thing>.<act>`, for example `bot.created`. */
  action: z.string(),
  target: z.object({ kind: z.string(), id: z.string(), name: z.string() }).nullable(),
  details: z.record(z.string(), z.unknown()),
  hash: z.string(),
});
export const auditPage = page(auditEntry);
export type AuditEntry = z.infer<typeof auditEntry>;

const filters = {
  /** Id of the one who acted. */
  actor: z.string().max(100).optional(),
  /** `bot.created`, or all acts on a thing: `bot.` */
  action: z
    .string()
    .max(100)
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]*)?$/, 'Use an action such as bot.created, or bot. for all of them.')
    .optional(),
  /** Id of what was acted on. */
  target: z.string().max(100).optional(),
  /** From this instant on. */
  from: instant.optional(),
  /** Before this instant. */
  to: instant.optional(),
  /** Occurs in the names of who acted and what on, in any case. */
  q: z.string().trim().max(100).optional(),
};
export const auditQuery = pageQuery.extend(filters);
export type AuditQuery = z.infer<typeof auditQuery>;
/** The oldest first: RFC 4180 CSV with a head, or one JSON object a line with all that the hash covers. */
export const auditExportQuery = z.strictObject({ ...filters, format: z.enum(['csv', 'ndjson']).default('ndjson') });
export type AuditExportQuery = z.infer<typeof auditExportQuery>;
