import type { FastifyReply } from 'fastify';
import type { Decision, Representation } from './representation.js';
import { notTheOneMeant, rangeNotSatisfiable } from './sending.errors.js';

/**
 * Turns 412 and 416 into the errors that are told, with the headers that go with them; any other decision passes.
 *
 * @throws DomainError `precondition_failed`, `range_not_satisfiable`
 */
export const refuse = (reply: FastifyReply, { status, headers }: Decision, { sizeBytes }: Representation): void => {
  if (status !== 412 && status !== 416) return;
  reply.headers(headers);
  throw status === 412 ? notTheOneMeant() : rangeNotSatisfiable(sizeBytes);
};
