import type { Session } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccessTokens } from '../application/sessions/access-tokens.js';
import type { Opening, OpenSession } from '../application/sessions/session-keeper.js';
import type { Client } from '../domain/client.js';
import { presentMember } from './presenters.js';
import { RefreshCookie } from './refresh-cookie.js';

const longestUserAgent = 300;

/** Who is at the other end of a request. */
export const clientOf = (request: FastifyRequest): Client => ({
  address: request.ip,
  userAgent: request.headers['user-agent']?.slice(0, longestUserAgent) ?? null,
});

/** Where every way of signing in ends: the cookie is set and the access token handed out. */
@Injectable()
export class Entry {
  constructor(
    private readonly cookie: RefreshCookie,
    private readonly accessTokens: AccessTokens,
  ) {}

  /** What a way of signing in has to know of the request. */
  from(request: FastifyRequest): Pick<Opening, 'client' | 'replaces'> {
    return { client: clientOf(request), replaces: this.cookie.read(request) };
  }

  async hand(reply: FastifyReply, { id, member, enrolling, refreshToken }: OpenSession): Promise<Session> {
    this.cookie.set(reply, refreshToken);
    const access = await this.accessTokens.mint({ sub: member.id, sid: id });
    return { accessToken: access.text, expiresAt: access.expiresAt, member: presentMember(member), enrolling };
  }
}
