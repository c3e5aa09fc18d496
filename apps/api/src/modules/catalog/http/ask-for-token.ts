import type { FastifyReply } from 'fastify';
import { DomainError } from '../../../platform/errors/domain-error.js';
import { basicChallenge } from '../../../platform/http/send-problem.js';

/** The error as it was; one that says that nobody knows who asks goes out with a question that programs understand. */
export const askForToken = (error: unknown, reply: FastifyReply): unknown => {
  if (error instanceof DomainError && error.kind === 'unauthenticated') {
    reply.header('www-authenticate', basicChallenge);
  }
  return error;
};
