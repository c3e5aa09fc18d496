import { STATUS_CODES } from 'node:http';
import type { Problem } from '@bothy/contracts';
import { HttpException } from '@nestjs/common';
import { DomainError, type ErrorKind } from '../errors/domain-error.js';
import { InvalidRequest } from '../errors/invalid-request.js';

const statusOf: Record<ErrorKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  gone: 410,
  precondition: 412,
  'too-large': 413,
  range: 416,
  unprocessable: 422,
  'rate-limited': 429,
  unavailable: 503,
  fault: 500,
};

/** Words for refusals that come from below our own code, by status. */
const titles: Record<number, { code: string; title: string }> = {
  400: { code: 'invalid_request', title: 'The request could not be read.' },
  404: { code: 'not_found', title: 'There is nothing at this address.' },
  405: { code: 'method_not_allowed', title: 'This address does not take that method.' },
  408: { code: 'request_timeout', title: 'The request took too long to arrive.' },
  413: { code: 'body_too_large', title: 'The body is too large.' },
  414: { code: 'address_too_long', title: 'The address is too long.' },
  415: { code: 'unsupported_media_type', title: 'Send the body as application/json.' },
  431: { code: 'headers_too_large', title: 'The headers are too large.' },
  503: { code: 'unavailable', title: 'The server is stopping. Try again in a moment.' },
};

/** Says an error in the words of RFC 9457. What is not meant for the caller becomes a 500 that tells nothing. */
export const problemOf = (error: unknown, requestId: string): Problem => {
  if (error instanceof DomainError) {
    const issues = error instanceof InvalidRequest ? [...error.issues] : undefined;
    return problem(statusOf[error.kind], error.code, error.message, requestId, { issues, details: error.details });
  }
  return problemOfStatus(statusBelow(error), requestId);
};

/** The problem that goes with a bare status. */
export const problemOfStatus = (status: number, requestId: string): Problem => {
  const words = titles[status];
  if (words) return problem(status, words.code, words.title, requestId);
  if (status < 500) return problem(status, `http_${status}`, `${STATUS_CODES[status] ?? 'Refused'}.`, requestId);
  return problem(
    500,
    'internal_error',
    'Something went wrong on the server. Its log has the details under this request id.',
    requestId,
  );
};

/** Errors of Nest and of Fastify carry the status they mean. */
const statusBelow = (error: unknown): number => {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number') {
    return error.statusCode >= 400 && error.statusCode < 600 ? error.statusCode : 500;
  }
  return 500;
};

const problem = (
  status: number,
  code: string,
  title: string,
  requestId: string,
  extra: Pick<Problem, 'issues' | 'details'> = {},
): Problem => ({
  type: `urn:bothy:problem:${code}`,
  title,
  status,
  code,
  requestId,
  ...(extra.issues ? { issues: extra.issues } : {}),
  ...(extra.details ? { details: extra.details } : {}),
});
