import { z } from 'zod';
import { instant, page, slug } from '../common.js';
import { secretName } from './names.js';
import { actor } from './run.js';

/** Scheme, host and port; nothing behind it. */
const origin = z
  .url({ protocol: /^(https?|ssh)$/ })
  .max(300)
  .refine((text) => /^[a-z]+:\/\/[^/?#@]+$/i.test(text), 'Write scheme and host only, such as https://gitlab.example.');

const grants = {
  /** The bots that may have it; `*`: all. */
  bots: z.union([z.array(slug).max(500), z.literal('*')]),
  /** The servers that it may be sent to as a token. */
  origins: z.array(origin).max(50),
};

/** A secret as it is read: never its value. */
export const secret = z.object({
  name: secretName,
  ...grants,
  createdAt: instant,
  updatedAt: instant,
  updatedBy: actor,
  /** Slugs of the bots that name it. */
  usedBy: z.array(z.string()),
});
export type Secret = z.infer<typeof secret>;
export const secretPage = page(secret);

export const secretBody = z.strictObject({
  /** Left out, the value stays and only the grants change. A NUL character cannot be passed to a program. */
  value: z.string().max(65_536).optional(),
  bots: grants.bots.default([]),
  origins: grants.origins.default([]),
});
