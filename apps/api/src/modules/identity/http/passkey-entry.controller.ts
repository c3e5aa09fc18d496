import { assertionBody, stepUpBody, type Session, type StepUpGrant } from '@bothy/contracts';
import { Body, Controller, Req, Res } from '@nestjs/common';
import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { CurrentPrincipal } from '../../../platform/http/current-principal.decorator.js';
import type { Principal } from '../../../platform/http/principal.js';
import { Route } from '../../../platform/http/route.decorator.js';
import { Assertions } from '../application/passkeys/assertions.js';
import { PasskeySignIn } from '../application/passkeys/passkey-sign-in.js';
import { StepUps } from '../application/passkeys/step-ups.js';
import { Entry } from './entry.js';

/** What a passkey opens: the house, or one act. */
@Controller()
export class PasskeyEntryController {
  constructor(
    private readonly assertions: Assertions,
    private readonly signIn: PasskeySignIn,
    private readonly stepUps: StepUps,
    private readonly entry: Entry,
  ) {}

  @Route('passkeyOptions')
  options() {
    return this.assertions.askAnyone();
  }

  @Route('passkeyVerify')
  async verify(
    @Body() body: z.infer<typeof assertionBody>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    return this.entry.hand(reply, await this.signIn.enter(responseOf(body), this.entry.from(request)));
  }

  @Route('stepUpOptions')
  stepUpOptions(@CurrentPrincipal() principal: Principal, @Body() { action, target }: z.infer<typeof stepUpBody>) {
    return this.stepUps.options(principal, action, target);
  }

  @Route('stepUpVerify')
  stepUpVerify(
    @CurrentPrincipal() principal: Principal,
    @Body() body: z.infer<typeof assertionBody>,
  ): Promise<StepUpGrant> {
    return this.stepUps.grant(principal, responseOf(body));
  }
}

/** The contract checks what we read; the library checks the rest. */
const responseOf = (body: z.infer<typeof assertionBody>) => body as unknown as AuthenticationResponseJSON;
