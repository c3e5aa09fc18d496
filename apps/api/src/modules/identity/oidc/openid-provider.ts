import { Injectable, Logger } from '@nestjs/common';
import type * as OpenIdClient from 'openid-client';
import { Clock } from '../../../platform/clock/clock.js';
import { Config, type OidcSettings } from '../../../platform/config/config.js';
import { DomainError } from '../../../platform/errors/domain-error.js';
import { GuardedClient } from '../../../platform/http/guarded-client.js';
import { IdentityProvider, type ForeignIdentity, type TripSecrets } from '../domain/identity-provider.js';
import { oidcDenied, oidcOff, oidcRefused, oidcUnavailable } from '../identity.errors.js';

/** Signatures by a key that the provider alone holds: neither `none` nor a secret that we hold too. */
const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
/** Providers move their endpoints and change their keys seldom, but they do. */
const discoveredForMs = 60 * 60 * 1000;
const timeoutSeconds = 10;
const longestName = 200;
/** The library's words for answers that are not from a provider in working order. */
const outageCodes: ReadonlySet<unknown> = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
]);

interface Discovered {
  readonly library: typeof OpenIdClient;
  readonly client: OpenIdClient.Configuration;
}

/** OpenID Connect: authorization code with PKCE, the ID token checked by `openid-client`, its signature included. */
@Injectable()
export class OpenIdProvider extends IdentityProvider {
  private readonly logger = new Logger(OpenIdProvider.name);
  private discovered: { readonly at: number; readonly result: Promise<Discovered> } | null = null;

  constructor(
    private readonly config: Config,
    private readonly outgoing: GuardedClient,
    private readonly clock: Clock,
  ) {
    super();
  }

  async begin({ state, nonce, verifier }: TripSecrets): Promise<URL> {
    const { library, client } = await this.discover();
    return library.buildAuthorizationUrl(client, {
      redirect_uri: this.callbackUrl,
      scope: 'openid profile email',
      state,
      nonce,
      code_challenge: await library.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
  }

  async finish(query: string, { state, nonce, verifier }: TripSecrets): Promise<ForeignIdentity> {
    const { library, client } = await this.discover();
    try {
      const url = new URL(`${this.callbackUrl}?${query}`);
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true };
      const claims = (await library.authorizationCodeGrant(client, url, checks)).claims();
      if (!claims) throw oidcRefused();
      return { issuer: claims.iss, subject: claims.sub, name: nameIn(claims) };
    } catch (error) {
      throw this.told(error, library);
    }
  }

  private get callbackUrl(): string {
    return `${this.config.publicUrl}/api/auth/oidc/callback`;
  }

  /** At first use and not at the start: a provider that is down must not keep this server down. */
  private discover(): Promise<Discovered> {
    const { oidc } = this.config;
    if (!oidc) return Promise.reject(oidcOff());
    const now = this.clock.now().getTime();
    if (this.discovered && now - this.discovered.at < discoveredForMs) return this.discovered.result;
    const discovered = { at: now, result: this.ask(oidc) };
    this.discovered = discovered;
    // The next one who comes tries again.
    discovered.result.catch(() => {
      if (this.discovered === discovered) this.discovered = null;
    });
    return discovered.result;
  }

  private async ask({ issuer, clientId, clientSecret }: OidcSettings): Promise<Discovered> {
    const library = await import('openid-client');
    const server = new URL(issuer);
    try {
      const isPlain =
        server.protocol === 'http:' && this.outgoing.policy.lists(server.hostname.replace(/^\[|\]$/g, ''));
      const execute = isPlain ? [library.allowInsecureRequests] : [];
      const found = await library.discovery(server, clientId, undefined, library.None(), {
        [library.customFetch]: this.outgoing.fetch as OpenIdClient.CustomFetch,
        timeout: timeoutSeconds,
        execute,
      });
      const client = this.clientOf(library, found.serverMetadata(), clientId, clientSecret);
      for (const extension of [...execute, library.enableNonRepudiationChecks]) extension(client);
      return { library, client };
    } catch (error) {
      this.logger.warn(`The provider of OIDC_ISSUER could not be asked how it works: ${reasonOf(error)}`);
      throw oidcUnavailable();
    }
  }

  private clientOf(
    library: typeof OpenIdClient,
    found: OpenIdClient.ServerMetadata,
    clientId: string,
    clientSecret: string | null,
  ): OpenIdClient.Configuration {
    const offered = found.id_token_signing_alg_values_supported ?? ['RS256'];
    const pinned = {
      ...found,
      id_token_signing_alg_values_supported: offered.filter((one) => algorithms.includes(one)),
    };
    const client = new library.Configuration(
      pinned,
      clientId,
      undefined,
      authenticationOf(library, found, clientSecret),
    );
    client[library.customFetch] = this.outgoing.fetch as OpenIdClient.CustomFetch;
    client.timeout = timeoutSeconds;
    return client;
  }

  /** The library's errors carry tokens and claims as their causes: only their codes are logged. */
  private told(error: unknown, library: typeof OpenIdClient): DomainError {
    if (error instanceof DomainError) return error;
    this.logger.warn(`A sign-in by the other provider failed: ${reasonOf(error)}`);
    if (error instanceof library.AuthorizationResponseError) return oidcDenied();
    return isOutage(error) ? oidcUnavailable() : oidcRefused();
  }
}

/** RFC 6749, section 2.3.1: the header is what every provider takes unless it says otherwise. */
const authenticationOf = (
  library: typeof OpenIdClient,
  { token_endpoint_auth_methods_supported: methods = ['client_secret_basic'] }: OpenIdClient.ServerMetadata,
  clientSecret: string | null,
): OpenIdClient.ClientAuth => {
  if (clientSecret === null) return library.None();
  const takesHeader = methods.includes('client_secret_basic') || !methods.includes('client_secret_post');
  return takesHeader ? library.ClientSecretBasic(clientSecret) : library.ClientSecretPost(clientSecret);
};

const nameIn = (claims: OpenIdClient.IDToken): string => {
  const names = [claims['name'], claims['preferred_username'], claims['email'], claims.sub];
  const name = names.find((one) => typeof one === 'string' && one.trim() !== '') as string;
  return name.trim().slice(0, longestName);
};

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

const isOutage = (error: unknown): boolean =>
  outageCodes.has(codeOf(error)) || (error instanceof Error && error.cause instanceof DomainError);

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown';
  const cause = error.cause instanceof DomainError ? `: ${error.cause.message}` : '';
  return `${error.message} (${String(codeOf(error) ?? error.name)})${cause}`;
};
