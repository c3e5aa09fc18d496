import { setupBody, type Session } from '@bothy/contracts';
import { Body, Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Route } from '../../../platform/http/route.decorator.js';
import { SessionDesk } from '../application/session-desk.js';
import { SetupGate } from '../application/setup-gate.js';
import { Setup } from '../application/setup.js';
import { presentSession } from './presenters.js';
import { RefreshCookie } from './refresh-cookie.js';

@Controller()
export class SetupController {
  constructor(
    private readonly gate: SetupGate,
    private readonly setup: Setup,
    private readonly desk: SessionDesk,
    private readonly cookie: RefreshCookie,
  ) {}

  @Route('getSetup')
  async state(): Promise<{ needed: boolean }> {
    return { needed: await this.gate.isOpen() };
  }

  @Route('setup')
  async make(
    @Body() body: z.infer<typeof setupBody>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    const member = await this.setup.makeAdmin(body);
    const session = await this.desk.open(member, 'setup');
    this.cookie.set(reply, session.refreshToken);
    return presentSession(session);
  }
}
