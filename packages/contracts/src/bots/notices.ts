import { z } from 'zod';

/** A bot fails that had not, or succeeds again: told once per change, not once per run. */
export const noticeCauses = ['failure', 'recovery'] as const;
const on = z
  .array(z.enum(noticeCauses))
  .min(1)
  .max(2)
  .default([...noticeCauses]);
const targetId = z.string().regex(/^[a-z0-9]{8}$/);
const url = z.url({ protocol: /^https?$/, hostname: /.+/ }).max(2000);

/** As it is read: of an address that is itself a secret only its host is told. */
export const notifyTarget = z.discriminatedUnion('kind', [
  z.object({ id: targetId, kind: z.literal('email'), on, to: z.email().max(254) }),
  z.object({ id: targetId, kind: z.literal('slack'), on, host: z.string() }),
  z.object({ id: targetId, kind: z.literal('webhook'), on, host: z.string(), signed: z.boolean() }),
]);
export type NotifyTarget = z.infer<typeof notifyTarget>;

/** With the `id` of one that is there, what is left out stays as it was. */
export const notifyInput = z.discriminatedUnion('kind', [
  z.strictObject({ id: targetId.optional(), kind: z.literal('email'), on, to: z.email().max(254) }),
  z.strictObject({
    id: targetId.optional(),
    kind: z.literal('slack'),
    on,
    /** A Slack-compatible incoming webhook. */
    url: url.optional(),
    host: z.string().optional(),
  }),
  z.strictObject({
    id: targetId.optional(),
    kind: z.literal('webhook'),
    on,
    url: url.optional(),
    /** Signs as Standard Webhooks do; `whsec_…` or a text of its own. */
    secret: z.string().min(8).max(1000).optional(),
    host: z.string().optional(),
    signed: z.boolean().optional(),
  }),
]);
export type NotifyInput = z.infer<typeof notifyInput>;
