import { Inject, Injectable, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ThrottlerGuard } from '@nestjs/throttler';
import type { FastifyRequest } from 'fastify';
import { Config } from '../config/config.js';
import { ThrottleStore } from './throttle-store.js';
import { tooManyRequests } from './too-many-requests.js';

const windowMs = 60_000;

/** Counts what one member or token asks for, from whatever address. */
@Injectable()
export class PrincipalThrottleGuard extends ThrottlerGuard {
  constructor(
    // The base class names the throttler's own module for these two; ours come from the platform.
    @Inject(Config) config: Config,
    @Inject(ThrottleStore) store: ThrottleStore,
    reflector: Reflector,
  ) {
    const throttler = {
      name: 'principal',
      limit: config.limits.principal,
      ttl: windowMs,
      getTracker: (_request: unknown, context: ExecutionContext) =>
        context.switchToHttp().getRequest<FastifyRequest>().principal?.actor.id ?? '',
      generateKey: (_context: ExecutionContext, tracker: string, name: string) => `${name}:${tracker}`,
      skipIf: (context: ExecutionContext) => !context.switchToHttp().getRequest<FastifyRequest>().principal,
    };
    super({ throttlers: [throttler], setHeaders: false }, store, reflector);
  }

  protected override throwThrottlingException(
    _context: ExecutionContext,
    detail: { timeToBlockExpire: number },
  ): Promise<void> {
    return Promise.reject(tooManyRequests(detail.timeToBlockExpire));
  }
}
