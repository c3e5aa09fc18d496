import { loginBody, type Session } from '@bothy/contracts';
import { Body, Controller, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Route } from '../../../platform/http/route.decorator.js';
import { SessionDesk } from '../application/session-desk.js';
import { SignIn } from '../application/sign-in.js';
import { noSession } from '../identity.errors.js';
import { presentSession } from './presenters.js';
import { RefreshCookie } from './refresh-cookie.js';

@Controller()
export class AuthController {
  constructor(
    private readonly signIn: SignIn,
    private readonly desk: SessionDesk,
    private readonly cookie: RefreshCookie,
  ) {}

  @Route('login')
  async login(
    @Body() body: z.infer<typeof loginBody>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    const session = await this.signIn.withPassword(body.email, body.password);
    this.cookie.set(reply, session.refreshToken);
    return presentSession(session);
  }

  @Route('refresh')
  async refresh(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Session> {
    const session = await this.desk.renew(this.refreshTokenOf(request));
    this.cookie.set(reply, session.refreshToken);
    return presentSession(session);
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
