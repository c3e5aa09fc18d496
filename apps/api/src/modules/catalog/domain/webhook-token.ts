import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Nobody's: where there is no token to compare with, it takes as long to say so. */
const nobodys = randomBytes(32);

const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** What is kept of a token with which GitLab tells of releases, in hex. */
export const webhookTokenHash = (token: string): string => digestOf(token).toString('hex');

/** @param hash what is kept; null or undefined: no token is right. */
export const isWebhookToken = (token: string, hash: string | null | undefined): boolean => {
  const expected = hash ? Buffer.from(hash, 'hex') : nobodys;
  const given = digestOf(token);
  return given.length === expected.length && timingSafeEqual(given, expected);
};
