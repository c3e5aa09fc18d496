import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Principal } from './principal.js';

/** The principal of the request, for handlers of routes that are not public. */
export const CurrentPrincipal = createParamDecorator((_data: undefined, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!principal) throw new Error('A handler asked for the principal of a route that needs none.');
  return principal;
});
