import { z } from 'zod';
import { id, instant, page, pageQuery } from './common.js';
import { permission, role, scope } from './permissions.js';

/** One line of what can be seen: no control characters, no halves of characters, no turning of the line's direction. */
const oneLine = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]*$/u, 'Use visible characters on one line.');
const personName = oneLine;
const email = z
  .email()
  .max(254)
  // RFC 5321, section 4.5.3.1.1: what mail servers take.
  .refine((text) => text.indexOf('@') <= 64, 'Use an address such as ailsa@example.org.')
  .transform((text) => text.toLowerCase());
/** Length is what makes a password hard to guess; the server also refuses the common ones. */
export const passwordMinLength = 12;
const newPassword = z.string().min(passwordMinLength, `Use at least ${passwordMinLength} characters.`).max(256);
/** A one-time secret of ours, as it stands behind `#token=` in a link. */
const linkToken = z.string().min(1).max(200);

export const member = z.object({ id, name: z.string(), email: z.string(), role, createdAt: instant });
export type Member = z.infer<typeof member>;

/** How one can sign in. */
export const factors = z.object({
  password: z.boolean(),
  passkeys: z.int(),
  identities: z.int(),
  /** Unused recovery codes. */
  recoveryCodes: z.int(),
});
export type Factors = z.infer<typeof factors>;

/** A member in a list. `factors` and `lastSeenAt` are for those who look after members; null for all others. */
export const memberListing = member.extend({ factors: factors.nullable(), lastSeenAt: instant.nullable() });
export type MemberListing = z.infer<typeof memberListing>;
export const memberPage = page(memberListing);
export const memberListQuery = pageQuery.extend({ q: z.string().trim().max(100).optional() });
export const memberPatch = z.strictObject({ name: personName.optional(), role: role.optional() });

/**
 * Who is signed in, with what they may do now. `token` is set when an API token asks. `enrolling` means that the
 * session may do nothing but add a way to sign in.
 */
export const me = z.object({
  member,
  permissions: z.array(permission),
  token: z.object({ id, name: z.string(), scopes: z.array(scope) }).nullable(),
  enrolling: z.boolean(),
});
export type Me = z.infer<typeof me>;
export const mePatch = z.strictObject({ name: personName });

export const setupState = z.object({ needed: z.boolean() });
export const setupBody = z.strictObject({
  /** The one-time token from `<data>/setup-token`. */
  token: linkToken,
  name: personName,
  email,
  /** Left out: the session that is answered can only add a passkey, and is whole once it has. */
  password: newPassword.optional(),
});

/** Which ways in this server offers. */
export const signInMethods = z.object({
  passwords: z.boolean(),
  /** Another provider (OpenID Connect), by the name for its button. */
  oidc: z.object({ name: z.string() }).nullable(),
});
export type SignInMethods = z.infer<typeof signInMethods>;

export const loginBody = z.strictObject({ email, password: z.string().min(1).max(256) });
/** The access token is a JWT of five minutes; the refresh token travels in a cookie only. */
export const session = z.object({
  accessToken: z.string(),
  expiresAt: instant,
  member,
  /** See {@link me}. */
  enrolling: z.boolean(),
});
export type Session = z.infer<typeof session>;

/** One recovery code, or the token of a reset link: either opens a session that can only enrol. */
export const recoverBody = z.union([
  z.strictObject({ code: z.string().trim().min(1).max(100) }),
  z.strictObject({ token: linkToken }),
]);

/** Options of `navigator.credentials`, in the JSON form of WebAuthn level 3, section 5.1.8. */
export const webAuthnOptions = z.looseObject({ challenge: z.string() });
const base64Url = z
  .string()
  .max(100_000)
  .regex(/^[\w-]+$/);
const credential = {
  id: base64Url,
  rawId: base64Url,
  type: z.literal('public-key'),
  authenticatorAttachment: z.string().max(50).nullish(),
  clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
};
/** `PublicKeyCredential.toJSON()` of an assertion. Browsers may add fields to `response`. */
export const assertionBody = z.strictObject({
  ...credential,
  response: z.looseObject({
    clientDataJSON: base64Url,
    authenticatorData: base64Url,
    signature: base64Url,
    userHandle: z.string().max(200).nullish(),
  }),
});
/** `PublicKeyCredential.toJSON()` of a new credential, and what its owner calls it. */
export const attestationBody = z.strictObject({
  ...credential,
  name: oneLine.optional(),
  response: z.looseObject({
    clientDataJSON: base64Url,
    attestationObject: base64Url,
    transports: z.array(z.string().max(50)).max(20).optional(),
  }),
});

export const passkey = z.object({
  id,
  name: z.string(),
  createdAt: instant,
  lastUsedAt: instant.nullable(),
  /** Kept by a password manager on several devices, rather than in one piece of hardware. */
  synced: z.boolean(),
});
export type Passkey = z.infer<typeof passkey>;
export const passkeyPage = page(passkey);
export const passkeyPatch = z.strictObject({ name: oneLine });
/** `recoveryCodes` are shown once, with the first passkey of a member who has none; null otherwise. */
export const newPasskey = z.object({ passkey, recoveryCodes: z.array(z.string()).nullable() });
export type NewPasskey = z.infer<typeof newPasskey>;

/** Asks to prove presence for one act: the `stepUp` of a route, and the part of its path that varies last. */
export const stepUpBody = z.strictObject({
  action: z.string().min(1).max(100),
  target: z.string().max(100).optional(),
});
export const stepUpGrant = z.object({ action: z.string(), target: z.string().nullable(), expiresAt: instant });
export type StepUpGrant = z.infer<typeof stepUpGrant>;

export const passwordBody = z.strictObject({
  /** The password so far; needed where there is one, except while enrolling. */
  current: z.string().min(1).max(256).optional(),
  password: newPassword,
});
export const recoveryCodes = z.object({ codes: z.array(z.string()) });

export const mySession = z.object({
  id,
  /** How it was opened: `password`, `passkey`, `oidc`, `setup`, `invitation`, `recovery` or `reset`. */
  by: z.string(),
  signedInAt: instant,
  lastSeenAt: instant,
  expiresAt: instant,
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
  /** The one that asks. */
  current: z.boolean(),
});
export type MySession = z.infer<typeof mySession>;
export const mySessionPage = page(mySession);

/** An account at another provider that signs this member in. */
export const linkedIdentity = z.object({
  id,
  issuer: z.string(),
  name: z.string(),
  createdAt: instant,
  lastUsedAt: instant.nullable(),
});
export type LinkedIdentity = z.infer<typeof linkedIdentity>;
export const linkedIdentityPage = page(linkedIdentity);
/** Where to send the browser; it comes back to the page by itself. */
export const redirection = z.object({ url: z.string() });
export const oidcStartQuery = z.strictObject({ back: z.string().max(500).optional() });
/** What a provider adds to its redirect; RFC 6749 lets it add more. */
export const oidcCallbackQuery = z.looseObject({ state: z.string().max(500).optional() });

export const invitationBody = z.strictObject({
  role,
  /** Where the link is mailed to; without it, it is only shown. */
  email: email.optional(),
  name: personName.optional(),
});
export const invitation = z.object({
  id,
  role,
  email: z.string().nullable(),
  name: z.string().nullable(),
  invitedBy: z.object({ id, name: z.string() }),
  createdAt: instant,
  expiresAt: instant,
});
export type Invitation = z.infer<typeof invitation>;
export const invitationPage = page(invitation);
/** `link` is shown once. `mailed` says whether it was also handed to the mail. */
export const newInvitation = invitation.extend({ link: z.string(), mailed: z.boolean() });
export type NewInvitation = z.infer<typeof newInvitation>;
export const invitationLookBody = z.strictObject({ token: linkToken });
/** What the invited one may see before they accept. */
export const invitationLook = z.object({
  role,
  email: z.string().nullable(),
  name: z.string().nullable(),
  invitedBy: z.string(),
  expiresAt: instant,
});
export type InvitationLook = z.infer<typeof invitationLook>;
export const acceptBody = z.strictObject({
  token: linkToken,
  name: personName,
  email,
  /** See {@link setupBody}. */
  password: newPassword.optional(),
});
/** A link that opens a session which can only enrol, for a member who lost every way in. */
export const resetLink = z.object({ link: z.string(), expiresAt: instant });
export type ResetLink = z.infer<typeof resetLink>;

export const tokenBody = z.strictObject({
  name: oneLine,
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
