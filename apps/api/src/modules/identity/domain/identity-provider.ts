/** What one trip to the other provider is recognised by when it comes back. Each is 256 random bits. */
export interface TripSecrets {
  readonly state: string;
  /** Stands in the ID token: it was made for this trip. */
  readonly nonce: string;
  /** RFC 7636: whoever takes the code to the provider is who began the trip. */
  readonly verifier: string;
}

/** An account at another provider, as the provider vouches for it. Only issuer and subject say whose it is. */
export interface ForeignIdentity {
  readonly issuer: string;
  readonly subject: string;
  /** What the provider calls the account, to show it. */
  readonly name: string;
}

/** Another place that says who somebody is. */
export abstract class IdentityProvider {
  /**
   * Where to send the browser.
   *
   * @throws DomainError `oidc_off`, `oidc_unavailable`
   */
  abstract begin(secrets: TripSecrets): Promise<URL>;

  /**
   * Who came back.
   *
   * @param query what the provider added to the address of its answer, as it stood there.
   * @throws DomainError `oidc_off`, `oidc_unavailable`, `oidc_denied`, `oidc_refused`
   */
  abstract finish(query: string, secrets: TripSecrets): Promise<ForeignIdentity>;
}
