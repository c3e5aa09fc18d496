import type { Problem } from '@bothy/contracts';
import type { FastifyReply } from 'fastify';

/** Answers with a problem; an answer that has begun cannot be taken back and is cut instead. */
export const sendProblem = (reply: FastifyReply, problem: Problem): void => {
  if (reply.raw.headersSent || reply.sent) {
    reply.raw.destroy();
    return;
  }
  const retryAfterSeconds = problem.details?.['retryAfterSeconds'];
  if (typeof retryAfterSeconds === 'number') reply.header('retry-after', String(retryAfterSeconds));
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  reply
    .status(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    // Nest and a serialiser of Fastify's would both see an object; text goes out as it stands.
    .send(JSON.stringify(problem));
};
