import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Webhook } from '@bothy/contracts';
import type { HookRequest } from './hook-request.js';

/** How far a provider's clock may be from ours, and how old a captured request may be to pass for a new one. */
const windowSeconds = 5 * 60;
/** A sender that changes its secret signs with the old and the new one; nobody signs with more by far. */
const mostSignatures = 10;

export interface Trust {
  readonly provider: Webhook['provider'];
  readonly secret: string;
  /** Of the generic provider: where the signature stands. */
  readonly header: string;
}

/**
 * Whether the provider, and nobody else, sent these very bytes. All comparisons take the same time wherever two values
 * differ.
 *
 * @returns what is wrong, in a sentence; null where nothing is.
 */
export const signatureProblem = (trust: Trust, request: HookRequest, nowMs: number): string | null => {
  switch (trust.provider) {
    case 'github':
      return hexProblem('x-hub-signature-256', /^sha256=(.*)$/, trust.secret, request);
    case 'generic':
      return hexProblem(trust.header.toLowerCase(), /^(?:sha256=)?(.*)$/, trust.secret, request);
    case 'gitlab':
      // A signing token looks like this; a secret token is any text, and is sent as it stands.
      return trust.secret.startsWith(standardPrefix)
        ? standardProblem(trust.secret, request, nowMs)
        : tokenProblem(trust.secret, request);
    case 'slack':
      return slackProblem(trust.secret, request, nowMs);
    case 'standard':
      return standardProblem(trust.secret, request, nowMs);
  }
};

const wrong = 'The signature is not the one that the secret makes.';
const missing = (header: string) => `The header ${header} is missing.`;

const hexProblem = (header: string, form: RegExp, secret: string, { headers, body }: HookRequest): string | null => {
  const given = headers[header];
  if (given === undefined) return missing(header);
  const hex = form.exec(given.trim())?.[1] ?? '';
  return isHexOf(hex, hmac(secret, body)) ? null : wrong;
};

const tokenProblem = (secret: string, { headers }: HookRequest): string | null => {
  const given = headers['x-gitlab-token'];
  if (given === undefined) return missing('x-gitlab-token');
  return isSameText(given, secret) ? null : 'The token is not the one of this webhook.';
};

const slackProblem = (secret: string, { headers, body }: HookRequest, nowMs: number): string | null => {
  const given = headers['x-slack-signature'];
  const timestamp = headers['x-slack-request-timestamp'];
  if (given === undefined) return missing('x-slack-signature');
  if (timestamp === undefined) return missing('x-slack-request-timestamp');
  const hex = /^v0=(.*)$/.exec(given)?.[1] ?? '';
  if (!isHexOf(hex, hmac(secret, `v0:${timestamp}:`, body))) return wrong;
  return timeProblem(timestamp, nowMs);
};

const standardPrefix = 'whsec_';

const standardProblem = (secret: string, { headers, body }: HookRequest, nowMs: number): string | null => {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': given } = headers;
  if (id === undefined || id === '') return missing('webhook-id');
  if (timestamp === undefined) return missing('webhook-timestamp');
  if (given === undefined) return missing('webhook-signature');
  const expected = keysOf(secret).map((key) => hmac(key, `${id}.${timestamp}.`, body));
  const signatures = given.split(' ').slice(0, mostSignatures);
  const isOneOfThem = signatures.some((each) => expected.some((digest) => isVersionOneOf(each, digest)));
  return isOneOfThem ? timeProblem(timestamp, nowMs) : wrong;
};

/** After `whsec_` the key is written in base64; without it some senders mean base64 too, and others the text itself. */
const keysOf = (secret: string): (string | Buffer)[] => {
  const hasPrefix = secret.startsWith(standardPrefix);
  const decoded = canonicalBase64(hasPrefix ? secret.slice(standardPrefix.length) : secret);
  if (decoded === null) return [secret];
  return hasPrefix ? [decoded] : [secret, decoded];
};

const isVersionOneOf = (signature: string, expected: Buffer): boolean => {
  const given = signature.startsWith('v1,') ? canonicalBase64(signature.slice('v1,'.length)) : null;
  return given !== null && isSame(given, expected);
};

const timeProblem = (timestamp: string, nowMs: number): string | null => {
  if (!/^\d{1,12}$/.test(timestamp)) return 'The timestamp is no time in seconds.';
  const ageSeconds = nowMs / 1000 - Number(timestamp);
  if (ageSeconds > windowSeconds) return 'It was signed more than five minutes ago.';
  return ageSeconds < -windowSeconds ? 'It was signed more than five minutes in the future.' : null;
};

const hmac = (key: string | Buffer, ...parts: (string | Buffer)[]): Buffer => {
  const digest = createHmac('sha256', key);
  for (const part of parts) digest.update(part);
  return digest.digest();
};

/** Node skips what is no base64 and ignores spare bits at the end: many texts would mean the same bytes. */
const canonicalBase64 = (text: string): Buffer | null => {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length > 0 && bytes.toString('base64') === text ? bytes : null;
};

/** In small letters or in capitals, but not in both. */
const isHexOf = (hex: string, expected: Buffer): boolean =>
  /^(?:[0-9a-f]{64}|[0-9A-F]{64})$/.test(hex) && isSame(Buffer.from(hex, 'hex'), expected);

const isSame = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);

/** Over digests, so that not even the length of what is expected shows. */
export const isSameText = (a: string, b: string): boolean => timingSafeEqual(digestOf(a), digestOf(b));

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();
