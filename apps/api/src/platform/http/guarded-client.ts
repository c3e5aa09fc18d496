import type { Config } from '../config/config.js';
import { DomainError } from '../errors/domain-error.js';
import { AddressPolicy } from './address-policy.js';
import { readBounded } from './bounded-body.js';
import { notReached, redirectedElsewhere, tooSlow } from './guarded-client.errors.js';
import { guardedConnector, systemResolver, type Resolver } from './guarded-connector.js';
import { askByNode } from './node-exchange.js';
import { headersOf, ownedBy } from './upstream/outgoing-headers.js';
import { usable } from './upstream/outgoing-url.js';
import { isRedirect, turnsToGet } from './upstream/redirects.js';

export interface GuardedRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** For the whole exchange: looking up, connecting, redirects, and the last byte of the answer. */
  readonly timeoutMs?: number;
  /** Longest answer, packed and unpacked. */
  readonly maxBytes?: number;
}

export interface GuardedAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Unpacked. */
  readonly body: Buffer;
  /** Where it came from, after redirects. */
  readonly url: string;
}

const defaultTimeoutMs = 15_000;
const defaultMaxBytes = 4 * 1024 * 1024;
const mostRedirects = 3;
const headLimitBytes = 32 * 1024;

interface Exchange extends GuardedRequest {
  readonly method: string;
  readonly maxBytes: number;
  readonly follow: 'same-origin' | 'never';
  readonly signal: AbortSignal;
}

/**
 * The one way out for what is sent on someone's word. It speaks http and https with addresses that the
 * {@link AddressPolicy} allows, follows redirects within one origin only, and bounds size and time.
 */
export class GuardedClient {
  readonly policy: AddressPolicy;

  constructor(
    config: Pick<Config, 'allowPrivateHosts'>,
    private readonly resolve: Resolver = systemResolver,
  ) {
    this.policy = new AddressPolicy(config.allowPrivateHosts);
  }

  /**
   * Any status is an answer; only what keeps an answer from coming is an error.
   *
   * @throws DomainError `outgoing_address_unusable`, `outgoing_address_refused`, `outgoing_redirected`,
   * `outgoing_timeout`, `outgoing_too_large`, `outgoing_encoding`, `outgoing_failed`
   */
  async request(url: string | URL, request: GuardedRequest = {}): Promise<GuardedAnswer> {
    return this.exchange(usable(url), request, 'same-origin', null);
  }

  /** The same for libraries that take a `fetch`. Its errors are those of {@link request}. */
  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const url = usable(typeof input === 'string' || input instanceof URL ? input : input.url);
    const request = new Request(input, init);
    const body = request.body === null ? {} : { body: new Uint8Array(await request.arrayBuffer()) };
    const headers = Object.fromEntries(request.headers);
    const follow = request.redirect === 'follow' ? 'same-origin' : 'never';
    const answer = await this.exchange(url, { method: request.method, headers, ...body }, follow, request.signal);
    if (request.redirect === 'error' && isRedirect(answer.status)) throw redirectedElsewhere(url.hostname);
    return responseOf(answer);
  };

  private async exchange(
    url: URL,
    request: GuardedRequest,
    follow: Exchange['follow'],
    signal: AbortSignal | null,
  ): Promise<GuardedAnswer> {
    const { timeoutMs = defaultTimeoutMs, maxBytes = defaultMaxBytes, method = 'GET' } = request;
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(tooSlow(url.hostname, timeoutMs)), timeoutMs);
    const either = signal ? AbortSignal.any([signal, late.signal]) : late.signal;
    try {
      const walk = this.walk(url, { ...request, method: method.toUpperCase(), maxBytes, follow, signal: either });
      // The signal alone reaches a request only once it has a connection.
      return await Promise.race([walk, failureOf(either)]);
    } catch (error) {
      if (either.aborted) throw either.reason;
      throw error instanceof DomainError ? error : notReached(url.hostname, error);
    } finally {
      clearTimeout(timer);
    }
  }

  private async walk(start: URL, first: Exchange): Promise<GuardedAnswer> {
    let url = start;
    let exchange = first;
    for (let hops = 0; ; hops += 1) {
      const answer = await this.once(url, exchange);
      const location = isRedirect(answer.status) ? answer.headers.get('location') : null;
      if (location === null || exchange.follow === 'never') return answer;
      const next = URL.canParse(location, url.href) ? new URL(location, url) : null;
      if (next?.origin !== start.origin || hops === mostRedirects) throw redirectedElsewhere(start.hostname);
      url = usable(next);
      exchange = redirected(exchange, answer.status);
    }
  }

  /** A connection of its own for each request: none is left open, and each is checked when it is made. */
  private async once(url: URL, { method, headers, body, maxBytes, signal }: Exchange): Promise<GuardedAnswer> {
    const connect = guardedConnector(this.policy, this.resolve);
    const sent = { ...ownedBy(headers ?? {}), 'accept-encoding': 'gzip, deflate, br' };
    const given = { url, method, headers: sent, body: body ?? null, connect, signal, headBytes: headLimitBytes };
    // The time for the whole exchange is what counts, and stands in the signal.
    const answer = await askByNode({ ...given, headMs: null, stallMs: null });
    try {
      const { statusCode: status = 0 } = answer;
      const received = headersOf(answer.headers);
      const isEmpty = method === 'HEAD' || status === 204 || status === 304;
      const bytes = await readBounded(answer, isEmpty ? null : received.get('content-encoding'), maxBytes);
      return { status, headers: received, body: bytes, url: url.href };
    } finally {
      answer.destroy();
    }
  }
}

const failureOf = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    const fail = () => reject(signal.reason);
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true });
  });

const redirected = (exchange: Exchange, status: number): Exchange =>
  turnsToGet(exchange.method, status) ? { ...exchange, method: 'GET', body: undefined } : exchange;

const responseOf = ({ status, headers, body, url }: GuardedAnswer): Response => {
  const told = new Headers(headers);
  // They speak of the bytes on the wire; these are unpacked.
  for (const name of ['content-encoding', 'content-length']) told.delete(name);
  const holdsNothing = status === 204 || status === 205 || status === 304;
  const response = new Response(holdsNothing ? null : new Uint8Array(body), { status, headers: told });
  Object.defineProperty(response, 'url', { value: url });
  return response;
};
