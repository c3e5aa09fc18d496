import { routes, type Route as RouteDefinition, type RouteName } from '@bothy/contracts';
import { applyDecorators, HttpCode, RequestMapping, RequestMethod, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { TakesStream } from './stream-body.js';

const routeKey = 'bothy:route';

/**
 * Makes a controller's method the handler of one route of the contract: verb, path, status, access, validation of body
 * and query, and the shape of the answer all come from there.
 */
export const Route = (name: RouteName): MethodDecorator => {
  const route: RouteDefinition = routes[name];
  return applyDecorators(
    RequestMapping({ method: RequestMethod[route.method], path: route.path }),
    HttpCode(route.status),
    SetMetadata(routeKey, name),
    ...(route.takes ? [TakesStream()] : []),
  );
};

/** The route a handler was declared for, or null for a handler that has none (which is refused). */
export const routeNameOf = (reflector: Reflector, handler: () => unknown): RouteName | null =>
  reflector.get<RouteName | undefined>(routeKey, handler) ?? null;

/** See {@link routeNameOf}. */
export const routeOf = (reflector: Reflector, handler: () => unknown): RouteDefinition | null => {
  const name = routeNameOf(reflector, handler);
  return name === null ? null : routes[name];
};
