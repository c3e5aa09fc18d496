import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { routeOf } from '../../../platform/http/route.decorator.js';
import { StepUpCheck } from '../application/step-up-check.js';

/** Keeps routes that ask for it closed until the member has shown, for this very act, that they are there. */
@Injectable()
export class StepUpGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly check: StepUpCheck,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const route = routeOf(this.reflector, context.getHandler() as () => unknown);
    if (route?.stepUp === undefined) return true;
    const { principal, params } = context.switchToHttp().getRequest<FastifyRequest>();
    if (!principal) return false;
    await this.check.require(principal, route.stepUp, targetIn(route.path, params as Record<string, string>));
    return true;
  }
}

/** The last part of the path that varies: what the act is on. */
const targetIn = (path: string, params: Readonly<Record<string, string>>): string => {
  const name = [...path.matchAll(/:(\w+)/g)].at(-1)?.[1];
  return name === undefined ? '' : (params[name] ?? '');
};
