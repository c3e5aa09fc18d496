import { loginBody, recoverBody, type Session, type SignInMethods } from '@bothy/contracts';
import { Body, Controller, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Config } from '../../../platform/config/config.js';
import { Route } from '../../../platform/http/route.decorator.js';
import { Recovery } from '../application/factors/recovery.js';
import { SignIn } from '../application/passwords/sign-in.js';
import { Entry } from './entry.js';

@Controller()
export class AuthController {
  constructor(
    private readonly config: Config,
    private readonly signIn: SignIn,
    private readonly recovery: Recovery,
    private readonly entry: Entry,
  ) {}

  @Route('signInMethods')
  methods(): SignInMethods {
    const { authPasswords, oidc } = this.config;
    return { passwords: authPasswords, oidc: oidc && { name: oidc.name } };
  }

  @Route('login')
  async login(
    @Body() body: z.infer<typeof loginBody>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    return this.entry.hand(reply, await this.signIn.withPassword({ ...body, ...this.entry.from(request) }));
  }

  @Route('recover')
  async recover(
    @Body() body: z.infer<typeof recoverBody>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    const from = this.entry.from(request);
    const session =
      'code' in body ? await this.recovery.byCode(body.code, from) : await this.recovery.byLink(body.token, from);
    return this.entry.hand(reply, session);
  }
}
