import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../../platform/errors/domain-error.js';
import { basicChallenge, plainHeaders } from '../../../platform/http/send-problem.js';
import { problemOf } from '../../../platform/http/problem-of.js';

/**
 * Tells git of an error in a way that it shows to people: it prints what is `text/plain` behind `remote:`, and nothing else.
 * To a 401 it answers with a name and a password, which it asks for.
 *
 * @throws what is no refusal
 */
export const refusePlainly = (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
  if (!(error instanceof DomainError) || reply.raw.headersSent) throw error;
  const { status, title, requestId, details } = problemOf(error, request.id);
  const retryAfterSeconds = details?.['retryAfterSeconds'];
  if (typeof retryAfterSeconds === 'number') reply.header('retry-after', String(retryAfterSeconds));
  if (status === 401) reply.header('www-authenticate', basicChallenge);
  reply.headers({ ...plainHeaders, 'x-request-id': requestId, 'content-type': 'text/plain; charset=utf-8' });
  void reply.status(status).send(`${title}\n`);
};
