import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Config } from '../../../platform/config/config.js';
import { sessionDays } from '../application/sessions/session-keeper.js';

/**
 * The cookie that holds the refresh token. Browsers take the `__Host-` prefix (this host only, TLS only) on https
 * alone, so the flags follow the public address.
 */
@Injectable()
export class RefreshCookie {
  constructor(private readonly config: Config) {}

  read(request: FastifyRequest): string | null {
    return request.cookies[this.name] ?? null;
  }

  set(reply: FastifyReply, refreshToken: string): void {
    reply.setCookie(this.name, refreshToken, { ...this.flags(), maxAge: sessionDays * 24 * 60 * 60 });
  }

  clear(reply: FastifyReply): void {
    reply.clearCookie(this.name, this.flags());
  }

  private get name(): string {
    return this.config.isSecure ? '__Host-bothy_refresh' : 'bothy_refresh';
  }

  private flags() {
    return { httpOnly: true, sameSite: 'strict' as const, path: '/', secure: this.config.isSecure };
  }
}
