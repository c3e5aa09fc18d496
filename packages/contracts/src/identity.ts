import { z } from 'zod';
import { id, instant, page } from './common.js';
import { permission, role, scope } from './permissions.js';

const personName = z.string().trim().min(1).max(100);
const email = z
  .email()
  .max(254)
  .transform((text) => text.toLowerCase());
/** Length is what makes a password hard to guess; the server also refuses the common ones. */
const newPassword = z.string().min(12, 'Use at least 12 characters.').max(256);

export const member = z.object({ id, name: z.string(), email: z.string(), role, createdAt: instant });
export type Member = z.infer<typeof member>;

/** Who is signed in, with what they may do now. `token` is set when an API token asks. */
export const me = z.object({
  member,
  permissions: z.array(permission),
  token: z.object({ id, name: z.string(), scopes: z.array(scope) }).nullable(),
});
export type Me = z.infer<typeof me>;

export const setupState = z.object({ needed: z.boolean() });
export const setupBody = z.strictObject({
  /** The one-time token from `<data>/setup-token`. */
  token: z.string().min(1).max(200),
  name: personName,
  email,
  password: newPassword,
});

export const loginBody = z.strictObject({ email, password: z.string().min(1).max(256) });
/** The access token is a JWT of five minutes; the refresh token travels in a cookie only. */
export const session = z.object({ accessToken: z.string(), expiresAt: instant, member });
export type Session = z.infer<typeof session>;

export const tokenBody = z.strictObject({
  name: z.string().trim().min(1).max(100),
  scopes: z.array(scope).min(1).max(50),
  expiresInDays: z.int().min(1).max(365),
});
export const token = z.object({
  id,
  name: z.string(),
  scopes: z.array(scope),
  createdBy: z.object({ id, name: z.string() }),
  createdAt: instant,
  expiresAt: instant,
  lastUsedAt: instant.nullable(),
  lastUsedFrom: z.string().nullable(),
});
/** The one answer that shows the token itself; it is never shown again. */
export const mintedToken = token.extend({ token: z.string() });
export const tokenPage = page(token);
export type Token = z.infer<typeof token>;
export type MintedToken = z.infer<typeof mintedToken>;
