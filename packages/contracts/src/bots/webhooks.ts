import { z } from 'zod';
import { id, instant, page, pageQuery } from '../common.js';
import { paramName } from './params.js';

export const webhookProviders = ['github', 'gitlab', 'slack', 'standard', 'generic'] as const;

/** RFC 6901; the empty one is the whole document. */
export const jsonPointer = z
  .string()
  .max(500)
  .regex(/^(?:\/(?:[^~/]|~[01])*)*$/, 'Write a JSON pointer, such as /repository/name.');

const scalar = z.union([z.string().max(1000), z.number(), z.boolean(), z.null()]);
const fields = {
  provider: z.enum(webhookProviders),
  /** Names of events (`push`); empty: all. Of providers that name them in a header. */
  events: z.array(z.string().min(1).max(100)).max(50),
  /** Values that must stand at these places of the payload, each one of several; all must hold. */
  filter: z.record(jsonPointer, z.union([scalar, z.array(scalar).min(1).max(100)])),
  /** Where in the payload the run's parameters stand. */
  mapping: z.record(paramName, jsonPointer),
  /** `generic` only: the header that holds the hex (or `sha256=` hex) HMAC-SHA256 of the body. */
  header: z
    .string()
    .max(100)
    .regex(/^[A-Za-z0-9-]+$/, 'Use letters, digits and hyphens.'),
};

export const webhook = z.object({
  ...fields,
  /** Where the provider sends its deliveries. */
  url: z.string(),
});
export type Webhook = z.infer<typeof webhook>;

const inputFields = {
  provider: fields.provider,
  events: fields.events.default([]),
  filter: fields.filter.default({}),
  mapping: fields.mapping.default({}),
  header: fields.header.default('X-Signature-256'),
};
const secret = z.string().min(1).max(1000);
export const webhookInput = z.strictObject({ ...inputFields, secret });
/** Without `secret` the one that is there stays. */
export const webhookPatch = z.strictObject({ ...inputFields, secret: secret.optional() });

export const deliveryStatuses = ['accepted', 'filtered', 'duplicate', 'refused', 'failed'] as const;
export const delivery = z.object({
  id,
  botSlug: z.string(),
  /** The provider's own id of it; null where it gives none. */
  deliveryId: z.string().nullable(),
  event: z.string().nullable(),
  receivedAt: instant,
  /**
   * `accepted`: a run was started, or is about to be · `filtered`: it was not asked for · `duplicate`: its id was
   * there before · `refused`: its signature was wrong · `failed`: no run could be started; `reason` says why.
   */
  status: z.enum(deliveryStatuses),
  reason: z.string().nullable(),
  runId: id.nullable(),
  payloadBytes: z.int(),
  /** False once the payload is gone (after 30 days), or was never kept as the signature was wrong. */
  replayable: z.boolean(),
  /** The delivery that this one repeats. */
  replayOf: id.nullable(),
});
export type Delivery = z.infer<typeof delivery>;
export const deliveryPage = page(delivery);
export const deliveryListQuery = pageQuery.extend({ status: z.enum(deliveryStatuses).optional() });
/** What a provider is answered. */
export const deliveryAnswer = z.object({ id: id.nullable(), status: z.enum(deliveryStatuses) });
