import { acceptBody, invitationLookBody, type InvitationLook, type Session } from '@bothy/contracts';
import { Body, Controller, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Route } from '../../../platform/http/route.decorator.js';
import { Joining } from '../application/members/joining.js';
import { Entry } from './entry.js';

/** For those who hold an invitation. */
@Controller()
export class JoiningController {
  constructor(
    private readonly joining: Joining,
    private readonly entry: Entry,
  ) {}

  @Route('lookAtInvitation')
  async look(@Body() { token }: z.infer<typeof invitationLookBody>): Promise<InvitationLook> {
    const { role, email, name, member, expiresAt } = await this.joining.look(token);
    return { role, email, name, invitedBy: member.name, expiresAt };
  }

  @Route('acceptInvitation')
  async accept(
    @Body() body: z.infer<typeof acceptBody>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    const accepted = { ...body, password: body.password ?? null };
    return this.entry.hand(reply, await this.joining.accept(accepted, this.entry.from(request)));
  }
}
