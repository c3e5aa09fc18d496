import { Injectable } from '@nestjs/common';
import { IdentityProvider, type ForeignIdentity } from '../../domain/identity-provider.js';
import { newSecret } from '../../domain/secret-text.js';
import { oidcFlowUnknown } from '../../identity.errors.js';
import { OidcFlows, type Flow } from './oidc-flows.js';

/** One who has come back, before the provider was asked who they are. */
export interface Returned extends Flow {
  /** @throws DomainError `oidc_unavailable`, `oidc_denied`, `oidc_refused` */
  readonly identify: () => Promise<ForeignIdentity>;
}

/** To the other provider and back. */
@Injectable()
export class OidcRoundTrip {
  constructor(
    private readonly provider: IdentityProvider,
    private readonly flows: OidcFlows,
  ) {}

  /** @throws DomainError `oidc_off`, `oidc_unavailable` */
  async begin(flow: Flow): Promise<{ url: string; browser: string }> {
    const secrets = { state: newSecret(), nonce: newSecret(), verifier: newSecret() };
    // First, so that where there is no provider nothing is written on anyone's word.
    const { href: url } = await this.provider.begin(secrets);
    const browser = newSecret();
    await this.flows.remember(flow, secrets, browser);
    return { url, browser };
  }

  /** @throws DomainError `oidc_flow_unknown` */
  async take(query: string, browser: string | null): Promise<Returned> {
    const state = new URLSearchParams(query).get('state');
    if (state === null) throw oidcFlowUnknown();
    const { secrets, ...flow } = await this.flows.take(state, browser);
    return { ...flow, identify: () => this.provider.finish(query, secrets) };
  }
}
