import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Principal } from '../../../platform/http/principal.js';
import { leavesNoAddress } from '../../../platform/observability/visitor-paths.js';
import { RefusedCredentials } from '../../../platform/throttle/refused-credentials.js';
import { Authenticator } from '../application/sessions/authenticator.js';
import { TokenUse } from '../application/tokens/token-use.js';
import { invalidToken, notSignedIn } from '../identity.errors.js';

/** RFC 6750: the scheme in any case, then the token. */
const bearerForm = /^bearer +([\w.~+/-]{1,4096}=*)$/i;
/** RFC 7617: what git and curl send for a name and a password. */
const basicForm = /^basic +([\w+/-]{1,8192}=*)$/i;

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
    return this.#identify(request, bearerForm.exec(authorization)?.[1]);
  }

  /**
   * Where nobody has to say who they are: undefined for who does not. A token may come as a password, too, with any name,
   * since programs that fetch files (git, curl) ask for those.
   *
   * @throws DomainError `invalid_token`
   */
  async knownPrincipalOf(request: FastifyRequest): Promise<Principal | undefined> {
    const { authorization } = request.headers;
    if (authorization === undefined) return undefined;
    const principal = await this.#identify(request, bearerForm.exec(authorization)?.[1] ?? passwordIn(authorization));
    return principal.enrolling ? undefined : principal;
  }

  async #identify(request: FastifyRequest, bearer: string | undefined): Promise<Principal> {
    const principal = bearer === undefined ? null : await this.authenticator.identify(bearer);
    if (!principal) {
      await this.refused.count(request.ip);
      throw invalidToken();
    }
    if (principal.actor.kind === 'token') this.tokenUse.note(principal.actor.id, noted(request));
    return principal;
  }
}

/** Null: the address is not to be kept. */
const noted = ({ url, ip }: FastifyRequest): string | null => (leavesNoAddress(url) ? null : ip);

const passwordIn = (authorization: string): string | undefined => {
  const packed = basicForm.exec(authorization)?.[1];
  return packed && /^[^:]*:(.+)$/s.exec(Buffer.from(packed, 'base64').toString('utf8'))?.[1];
};
