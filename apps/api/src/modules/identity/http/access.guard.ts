import type { Permission, Route } from '@bothy/contracts';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Config } from '../../../platform/config/config.js';
import type { Principal } from '../../../platform/http/principal.js';
import { routeOf } from '../../../platform/http/route.decorator.js';
import { crossSite, enrolmentNeeded, membersOnly, notPermitted } from '../identity.errors.js';
import { BearerReader } from './bearer-reader.js';

/** Lets through who may call the route, and nobody where the route does not say who. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly config: Config,
    private readonly bearers: BearerReader,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const route = routeOf(this.reflector, context.getHandler() as () => unknown);
    if (!route) return false;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (route.access === 'public') return true;
    if (route.access === 'cookie') {
      this.checkOrigin(request);
      return true;
    }
    if (route.access === 'anyone') {
      request.principal = await this.bearers.knownPrincipalOf(request);
      return true;
    }
    const principal = await this.bearers.principalOf(request);
    checkAccess(route, principal);
    request.principal = principal;
    return true;
  }

  /** Another site can make a browser send the cookie, but neither this header nor our origin. */
  private checkOrigin({ headers }: FastifyRequest): void {
    if (headers['x-requested-with'] !== 'bothy') throw crossSite();
    const site = headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin') throw crossSite();
    if (site === undefined && headers.origin !== this.config.publicUrl) throw crossSite();
  }
}

const checkAccess = ({ access, membersOnly: isForMembers }: Route, principal: Principal): void => {
  // Whoever is still enrolling holds no permissions, so these tell them no more than who they are.
  if (access === 'authenticated') return;
  if (isForMembers || access === 'member' || access === 'enrolling') {
    if (principal.actor.kind !== 'member') throw membersOnly();
    if (access === 'enrolling') return;
  }
  if (principal.enrolling) throw enrolmentNeeded();
  if (access === 'member') return;
  if (!principal.permissions.has(access as Permission)) throw notPermitted(access);
};
