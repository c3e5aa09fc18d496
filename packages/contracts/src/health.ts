import { z } from 'zod';

export const live = z.object({ status: z.literal('ok') });
/** `status` is `ok` when every check is, but for those of what the server can do without (Redis). */
export const ready = z.object({
  status: z.enum(['ok', 'failing']),
  checks: z.record(z.string(), z.object({ status: z.enum(['ok', 'failing']), message: z.string().optional() })),
});
