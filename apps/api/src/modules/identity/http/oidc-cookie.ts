import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Config } from '../../../platform/config/config.js';

const maxAgeSeconds = 10 * 60;

/**
 * Binds a trip to the other provider to the browser that began it. Lax, for the browser comes back from another site.
 * The prefix follows the public address, as that of the refresh cookie does.
 */
@Injectable()
export class OidcCookie {
  constructor(private readonly config: Config) {}

  read(request: FastifyRequest): string | null {
    return request.cookies[this.name] ?? null;
  }

  set(reply: FastifyReply, secret: string): void {
    reply.setCookie(this.name, secret, { ...this.flags(), maxAge: maxAgeSeconds });
  }

  clear(reply: FastifyReply): void {
    reply.clearCookie(this.name, this.flags());
  }

  private get name(): string {
    return this.config.isSecure ? '__Host-bothy_oidc' : 'bothy_oidc';
  }

  private flags() {
    return { httpOnly: true, sameSite: 'lax' as const, path: '/', secure: this.config.isSecure };
  }
}
