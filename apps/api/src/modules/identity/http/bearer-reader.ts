import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Principal } from '../../../platform/http/principal.js';
import { RefusedCredentials } from '../../../platform/throttle/refused-credentials.js';
import { Authenticator } from '../application/sessions/authenticator.js';
import { TokenUse } from '../application/tokens/token-use.js';
import { invalidToken, notSignedIn } from '../identity.errors.js';

/** RFC 6750: the scheme in any case, then the token. */
const bearerForm = /^bearer +([\w.~+/-]{1,4096}=*)$/i;

/** Finds the principal in a request's `Authorization` header. */
@Injectable()
export class BearerReader {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly tokenUse: TokenUse,
    private readonly refused: RefusedCredentials,
  ) {}

  /** @throws DomainError `not_signed_in`, `invalid_token` */
  async principalOf(request: FastifyRequest): Promise<Principal> {
    const { authorization } = request.headers;
    if (authorization === undefined) throw notSignedIn();
    const bearer = bearerForm.exec(authorization)?.[1];
    const principal = bearer === undefined ? null : await this.authenticator.identify(bearer);
    if (!principal) {
      await this.refused.count(request.ip);
      throw invalidToken();
    }
    if (principal.actor.kind === 'token') this.tokenUse.note(principal.actor.id, request.ip);
    return principal;
  }
}
