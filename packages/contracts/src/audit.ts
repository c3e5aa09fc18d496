import { z } from 'zod';
import { id, instant, page } from './common.js';

/** One act of a person or token. Rows are chained: each carries the hash of the one before. */
export const auditEntry = z.object({
  id,
  at: instant,
  actor: z.object({ kind: z.enum(['member', 'token', 'system']), id: z.string(), name: z.string() }),
  /** `<thing>.<act>`, for example `bot.created`. */
  action: z.string(),
  target: z.object({ kind: z.string(), id: z.string(), name: z.string() }).nullable(),
  details: z.record(z.string(), z.unknown()),
  hash: z.string(),
});
export const auditPage = page(auditEntry);
export type AuditEntry = z.infer<typeof auditEntry>;
