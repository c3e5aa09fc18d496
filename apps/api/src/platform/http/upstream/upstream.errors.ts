import { bodyIncomplete } from '../../bytes/body.errors.js';
import { DomainError } from '../../errors/domain-error.js';
import { notReached, tooSlow } from '../guarded-client.errors.js';

const timeouts: ReadonlySet<string> = new Set([
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Errors of the system hold the address that was connected to; what is kept of them is their code. */
const bare = (cause: unknown): Error => new Error(codeOf(cause) ?? 'No more is known.');

const codeOf = (cause: unknown): string | null =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : null;

/** What kept an answer from coming. It names the host and no address, and is never the asker's fault. */
export const noAnswer = (host: string, cause: unknown, limitMs: number): DomainError => {
  if (cause instanceof DomainError) return new DomainError(cause.code, 'unavailable', cause.message, cause.details);
  return timeouts.has(codeOf(cause) ?? '') ? tooSlow(host, limitMs) : notReached(host, bare(cause));
};

/** What kept the rest of an answer from coming. */
export const brokenOff = (host: string, cause: unknown, limitMs: number): DomainError => {
  if (cause instanceof DomainError) return cause;
  return timeouts.has(codeOf(cause) ?? '') ? tooSlow(host, limitMs) : bodyIncomplete(bare(cause));
};
