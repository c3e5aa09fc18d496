import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import { Jar } from './jar.js';

interface GrantContext {
  readonly oidc: {
    readonly client: { readonly clientId: string };
    readonly session: { readonly accountId: string };
    readonly provider: Provider;
  };
}

export const foreignClientSecret = 'the-secret-of-the-client-0123456789';

/** A real OpenID provider on loopback. Whoever comes signs in by saying who they are; nobody is asked to consent. */
export class ForeignProvider {
  /** Requests, as `<method> <path>`. */
  readonly seen: string[] = [];

  private constructor(
    readonly issuer: string,
    private readonly server: Server,
  ) {}

  static async start(redirectUri: string): Promise<ForeignProvider> {
    let handle: RequestListener = () => {};
    const server = createServer((request, response) => handle(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const started = new ForeignProvider(`http://localhost:${port}`, server);
    const provider = await started.#make(redirectUri);
    const answer = provider.callback();
    handle = (request, response) => {
      const url = new URL(request.url ?? '/', started.issuer);
      started.seen.push(`${request.method} ${url.pathname}`);
      if (!url.pathname.startsWith('/interaction/')) return answer(request, response);
      const accountId = url.searchParams.get('as');
      const result = accountId === null ? { error: 'access_denied' } : { login: { accountId } };
      void provider.interactionFinished(request, response, result);
    };
    return started;
  }

  /**
   * Walks through the provider as a browser would, from the address it was sent to.
   *
   * @param as subject to sign in as; null turns back.
   * @returns the address that the provider sends the browser back to.
   */
  async walk(start: string, as: string | null): Promise<string> {
    const jar = new Jar();
    let url = new URL(start);
    for (let hops = 0; hops < 10; hops += 1) {
      if (url.pathname.startsWith('/interaction/') && as !== null) url.searchParams.set('as', as);
      const answer = await fetch(url, { redirect: 'manual', headers: { cookie: jar.header() } });
      jar.take(answer);
      const location = answer.headers.get('location');
      if (location === null) throw new Error(`${answer.status}: ${await answer.text()}`);
      url = new URL(location, url);
      if (url.origin !== this.issuer) return url.href;
    }
    throw new Error('The provider redirects for ever.');
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  async #make(redirectUri: string): Promise<Provider> {
    const client = (id: string, more: object) => ({
      client_id: id,
      client_secret: foreignClientSecret,
      redirect_uris: [redirectUri],
      ...more,
    });
    return new Provider(this.issuer, {
      clients: [
        client('bothy', {}),
        client('post', { token_endpoint_auth_method: 'client_secret_post' }),
        client('hmac', { id_token_signed_response_alg: 'HS256' }),
      ],
      cookies: { keys: ['only for tests'] },
      features: { devInteractions: { enabled: false } },
      conformIdTokenClaims: false,
      enabledJWA: { idTokenSigningAlgValues: ['RS256', 'HS256'] },
      claims: { openid: ['sub'], profile: ['name'], email: ['email', 'email_verified'] },
      findAccount: (_context: unknown, sub: string) => accountOf(sub),
      loadExistingGrant: grantOf,
    });
  }
}

/** A subject that looks like an address has it, verified. */
const accountOf = (sub: string) => ({
  accountId: sub,
  claims: () => ({ sub, name: `Account of ${sub}`, email: sub, email_verified: true }),
});

const grantOf = async ({ oidc: { client, session, provider } }: GrantContext) => {
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope('openid profile email');
  await grant.save();
  return grant;
};
