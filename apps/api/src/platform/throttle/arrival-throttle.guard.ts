import type { RouteName } from '@bothy/contracts';
import { Inject, Injectable, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ThrottlerGuard, type ThrottlerOptions } from '@nestjs/throttler';
import type { FastifyRequest } from 'fastify';
import { Config } from '../config/config.js';
import { routeNameOf, routeOf } from '../http/route.decorator.js';
import { peekJson } from '../http/json-body.js';
import { networkOf } from './network-of.js';
import { ThrottleStore } from './throttle-store.js';
import { tooManyRequests } from './too-many-requests.js';

const windowMs = 60_000;
/** Deliveries bring a token and a signature of their own; those that are refused are counted by who takes them. */
const exempt: ReadonlySet<RouteName | null> = new Set<RouteName>([
  'live',
  'ready',
  'receiveDelivery',
  'receiveReleaseHook',
]);
/** Files and packs come in many requests; they have a limit of their own. */
const downloads: ReadonlySet<RouteName | null> = new Set<RouteName>([
  'downloadFile',
  'gitRefs',
  'gitUploadPack',
  'gitReceivePack',
]);
const signIns: ReadonlySet<RouteName | null> = new Set<RouteName>([
  'login',
  'setup',
  'passkeyVerify',
  'recover',
  'acceptInvitation',
  'oidcCallback',
]);
/** One address may try several accounts (a team behind one router), but not spray passwords over all. */
const accountsPerAddress = 3;
/** No sign-in is longer by far. */
const largestSignInBytes = 4096;

/** Counts what arrives, before any work is done to find out who asks. */
@Injectable()
export class ArrivalThrottleGuard extends ThrottlerGuard {
  constructor(
    // The base class names the throttler's own module for its first two; ours come from the platform.
    @Inject(Config) config: Config,
    @Inject(ThrottleStore) store: ThrottleStore,
    reflector: Reflector,
  ) {
    super({ throttlers: throttlersOf(config, reflector), setHeaders: false, generateKey: keyOf }, store, reflector);
  }

  protected override throwThrottlingException(
    _context: ExecutionContext,
    detail: { timeToBlockExpire: number },
  ): Promise<void> {
    return Promise.reject(tooManyRequests(detail.timeToBlockExpire));
  }
}

const throttlersOf = (config: Config, reflector: Reflector): ThrottlerOptions[] => {
  const nameOf = (context: ExecutionContext) => routeNameOf(reflector, context.getHandler() as () => unknown);
  const ignoresCredential = (context: ExecutionContext) => {
    const access = routeOf(reflector, context.getHandler() as () => unknown)?.access;
    return access === 'public' || access === 'cookie';
  };
  const isNoSignIn = (context: ExecutionContext) => !signIns.has(nameOf(context));
  const { anonymous, signIn } = config.limits;
  const isDownload = (context: ExecutionContext) => downloads.has(nameOf(context));
  return [
    {
      name: 'anonymous',
      limit: anonymous,
      ttl: windowMs,
      getTracker: (request) => networkOf(String(request['ip'])),
      skipIf: (context) =>
        exempt.has(nameOf(context)) ||
        isDownload(context) ||
        (bringsCredential(context) && !ignoresCredential(context)),
    },
    {
      name: 'downloads',
      limit: config.limits.downloads,
      ttl: windowMs,
      getTracker: (request) => networkOf(String(request['ip'])),
      skipIf: (context) => !isDownload(context),
    },
    {
      name: 'sign-in',
      limit: signIn,
      ttl: windowMs,
      getTracker: (request) => `${networkOf(String(request['ip']))}|${accountIn(request['body'])}`,
      skipIf: isNoSignIn,
    },
    {
      name: 'sign-in-address',
      limit: signIn * accountsPerAddress,
      ttl: windowMs,
      getTracker: (request) => networkOf(String(request['ip'])),
      skipIf: isNoSignIn,
    },
  ];
};

/** The throttler's own key holds the handler too; ours counts over all of them. */
const keyOf = (_context: ExecutionContext, tracker: string, name: string): string => `${name}:${tracker}`;

const bringsCredential = (context: ExecutionContext): boolean =>
  context.switchToHttp().getRequest<FastifyRequest>().headers.authorization !== undefined;

/** Guards run before validation: the body may be anything. */
const accountIn = (body: unknown): string => {
  const peeked = peekJson(body, largestSignInBytes);
  const email = typeof peeked === 'object' && peeked !== null && 'email' in peeked ? peeked.email : null;
  return typeof email === 'string' ? email.trim().toLowerCase().slice(0, 254) : '';
};
