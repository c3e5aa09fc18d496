import type { FastifyInstance } from 'fastify';
import { InvalidRequest } from '../errors/invalid-request.js';

/** PostgreSQL keeps no NUL in text: one in an address is refused before anything looks for what it names. */
export const refuseNul = (server: FastifyInstance): void => {
  server.addHook('onRequest', (request, _reply, done) => {
    done(request.url.includes('%00') ? new InvalidRequest([], 'The address holds a NUL character.') : undefined);
  });
};
