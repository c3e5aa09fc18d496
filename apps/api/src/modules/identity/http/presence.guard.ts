import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { routeOf } from '../../../platform/http/route.decorator.js';
import { Presence } from '../application/sessions/presence.js';

/** Keeps routes that ask for it closed until the member has shown that they are there. */
@Injectable()
export class PresenceGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly presence: Presence,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const route = routeOf(this.reflector, context.getHandler() as () => unknown);
    if (!route || !(route.stepUp ?? route.confirm ?? route.recentSignIn)) return true;
    const { principal, params } = context.switchToHttp().getRequest<FastifyRequest>();
    if (!principal) return false;
    if (route.stepUp) {
      await this.presence.requireStepUp(
        principal,
        route.stepUp,
        targetIn(route.path, params as Record<string, string>),
      );
    }
    if (route.confirm) await this.presence.requireConfirmed(principal, route.confirm);
    if (route.recentSignIn) await this.presence.requireRecentSignIn(principal);
    return true;
  }
}

/** The last part of the path that varies: what the act is on. */
const targetIn = (path: string, params: Readonly<Record<string, string>>): string => {
  const name = [...path.matchAll(/:(\w+)/g)].at(-1)?.[1];
  return name === undefined ? '' : (params[name] ?? '');
};
