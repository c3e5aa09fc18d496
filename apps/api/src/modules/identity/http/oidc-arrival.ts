import { Injectable, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../../platform/errors/domain-error.js';
import { LinkedIdentities } from '../application/foreign/linked-identities.js';
import type { Returned } from '../application/foreign/oidc-round-trip.js';
import { OidcSignIn } from '../application/foreign/oidc-sign-in.js';
import { Entry } from './entry.js';

export const signInPage = '/sign-in';
const securityPage = '/settings/security';

/** What becomes of one who comes back from the other provider. Each method says which page to go on with. */
@Injectable()
export class OidcArrival {
  private readonly logger = new Logger(OidcArrival.name);

  constructor(
    private readonly signIn: OidcSignIn,
    private readonly identities: LinkedIdentities,
    private readonly entry: Entry,
  ) {}

  async receive(returned: Returned, request: FastifyRequest, reply: FastifyReply): Promise<string> {
    const { sessionId, back, identify } = returned;
    try {
      const identity = await identify();
      if (sessionId !== null) {
        await this.identities.link(sessionId, identity);
        return securityPage;
      }
      await this.entry.hand(reply, await this.signIn.enter(identity, this.entry.from(request)));
      return back;
    } catch (error) {
      return this.turnAway(error, sessionId === null ? signInPage : securityPage);
    }
  }

  /** A browser that follows a redirect cannot read a problem: the page says it, by its code. */
  turnAway(error: unknown, page = signInPage): string {
    if (error instanceof DomainError) return `${page}?problem=${error.code}`;
    this.logger.error({ err: error }, 'A sign-in by the other provider failed.');
    return `${page}?problem=oidc_failed`;
  }
}
