import type { Session } from '@bothy/contracts';
import { Controller, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Route } from '../../../platform/http/route.decorator.js';
import { SessionDesk } from '../application/sessions/session-desk.js';
import { noSession } from '../identity.errors.js';
import { clientOf, Entry } from './entry.js';
import { RefreshCookie } from './refresh-cookie.js';

/** What the holder of the refresh cookie may do. */
@Controller()
export class SessionController {
  constructor(
    private readonly desk: SessionDesk,
    private readonly cookie: RefreshCookie,
    private readonly entry: Entry,
  ) {}

  @Route('refresh')
  async refresh(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Session> {
    return this.entry.hand(reply, await this.desk.renew(this.refreshTokenOf(request), clientOf(request)));
  }

  @Route('logout')
  async logout(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const refreshToken = this.refreshTokenOf(request);
    this.cookie.clear(reply);
    await this.desk.end(refreshToken);
  }

  private refreshTokenOf(request: FastifyRequest): string {
    const refreshToken = this.cookie.read(request);
    if (refreshToken === null) throw noSession();
    return refreshToken;
  }
}
