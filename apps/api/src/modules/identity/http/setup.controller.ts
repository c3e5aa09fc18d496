import { setupBody, type Session } from '@bothy/contracts';
import { Body, Controller, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Route } from '../../../platform/http/route.decorator.js';
import { SetupGate } from '../application/members/setup-gate.js';
import { Setup } from '../application/members/setup.js';
import { Entry } from './entry.js';

@Controller()
export class SetupController {
  constructor(
    private readonly gate: SetupGate,
    private readonly setup: Setup,
    private readonly entry: Entry,
  ) {}

  @Route('getSetup')
  async state(): Promise<{ needed: boolean }> {
    return { needed: await this.gate.isOpen() };
  }

  @Route('setup')
  async make(
    @Body() body: z.infer<typeof setupBody>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    const admin = { ...body, password: body.password ?? null };
    return this.entry.hand(reply, await this.setup.makeAdmin(admin, this.entry.from(request)));
  }
}
