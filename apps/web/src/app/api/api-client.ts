import { anonymousRoutes } from './anonymous-routes.js';
import type { Demands } from './demands.js';
import { ProblemError } from './problem-error.js';
import type { Answer, CallOptions, RouteKey } from './route-types.js';
import type { SessionKeeper } from './session-keeper.js';

interface LooseOptions {
  readonly params?: Record<string, string>;
  readonly query?: Record<string, string | number | undefined>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/**
 * Calls the API of the contract, as whoever is signed in. Where the server first asks for more (a passkey, a fresh
 * sign-in), the page sees to it and the call is made again. Errors are ProblemErrors.
 */
export class ApiClient {
  constructor(
    private readonly keeper: SessionKeeper,
    private readonly demands: Demands,
    private readonly fetcher: typeof fetch = (...args) => fetch(...args),
  ) {}

  /** Calls a route and reads its JSON. Throws ProblemError; an abort throws as fetch does. */
  async call<K extends RouteKey>(route: K, options: CallOptions<K>): Promise<Answer<K>> {
    const response = await this.send(route, options as LooseOptions);
    try {
      return (response.status === 204 ? undefined : await response.json()) as Answer<K>;
    } catch (error) {
      // A body cut short, or one that something on the way put there.
      if (error instanceof SyntaxError || error instanceof TypeError) throw ProblemError.unreachable();
      throw error;
    }
  }

  /** As `call`, but hands over the answer itself, for streams and text. */
  async open<K extends RouteKey>(
    route: K,
    options: CallOptions<K>,
    headers: Record<string, string>,
  ): Promise<Response> {
    return this.send(route, options as LooseOptions, headers);
  }

  private async send(route: RouteKey, options: LooseOptions, headers: Record<string, string> = {}): Promise<Response> {
    // Each demand is met once: a server that repeats itself is not argued with.
    for (const met = new Set<string>(); ;) {
      const response = await this.sendSignedIn(route, options, headers);
      if (response.ok) return response;
      const problem = await ProblemError.from(response);
      if (met.has(problem.code) || !(await this.demands.meet(route, problem))) throw problem;
      met.add(problem.code);
    }
  }

  private async sendSignedIn(
    route: RouteKey,
    options: LooseOptions,
    headers: Record<string, string>,
  ): Promise<Response> {
    // A wrong password is no expired token.
    if (anonymousRoutes.has(route)) return this.request(route, options, headers, null);
    const token = this.keeper.token;
    const response = await this.request(route, options, headers, token);
    if (response.status !== 401 || !token) return response;
    const fresh = await this.keeper.renew(token);
    return fresh ? this.request(route, options, headers, fresh) : response;
  }

  private async request(
    route: RouteKey,
    options: LooseOptions,
    headers: Record<string, string>,
    token: string | null,
  ): Promise<Response> {
    const [method = 'GET', path = '/'] = route.split(' ');
    try {
      return await this.fetcher(addressOf(path, options), {
        method,
        headers: {
          Accept: 'application/json',
          // The cookie routes refuse what a foreign page could send by itself.
          ...(path.startsWith('/api/auth/') && { 'X-Requested-With': 'bothy' }),
          ...(token && { Authorization: `Bearer ${token}` }),
          ...(options.body !== undefined && { 'Content-Type': 'application/json' }),
          ...headers,
        },
        body: options.body === undefined ? undefined : JSON.stringify(options.body),
        signal: options.signal,
      });
    } catch (error) {
      if (options.signal?.aborted) throw error;
      throw ProblemError.unreachable();
    }
  }
}

function addressOf(path: string, { params = {}, query = {} }: LooseOptions): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== '') search.set(name, String(value));
  return search.size ? `${filled}?${search}` : filled;
}
