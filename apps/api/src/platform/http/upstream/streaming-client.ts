import type { Body } from '../../bytes/body.js';
import { ReadableBody } from '../../bytes/readable-body.js';
import type { Config } from '../../config/config.js';
import { AddressPolicy } from '../address-policy.js';
import { redirectedElsewhere } from '../guarded-client.errors.js';
import { type ConnectionOptions, guardedConnector, systemResolver, type Resolver } from '../guarded-connector.js';
import { askByNode } from '../node-exchange.js';
import { OddOrigins } from './odd-origins.js';
import { headersOf, ownedBy } from './outgoing-headers.js';
import { usable } from './outgoing-url.js';
import { type ExchangeLimits, RawExchange } from './raw-exchange.js';
import { isRedirect, turnsToGet } from './redirects.js';
import { brokenOff, noAnswer } from './upstream.errors.js';

export interface UpstreamRequest {
  /** GET when left out. */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** For the origin of the first address only; gone for good once a redirect leads elsewhere. */
  readonly secretHeaders?: Readonly<Record<string, string>>;
  /** What is no buffer goes out chunked, and cannot be sent again behind a redirect. */
  readonly body?: Buffer | AsyncIterable<Buffer>;
  /** `never`: a redirect is the answer. */
  readonly follow: 'never' | 'same-origin' | 'anywhere';
  /** How large the body of the answer will be, where that is known: what is large is fetched another way. */
  readonly expectedBytes?: number;
}

export interface UpstreamAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Where it came from, after redirects. */
  readonly url: string;
  /** As it came over the wire. It must be pumped or cancelled. */
  readonly body: Body;
}

const mostRedirects = 5;
const rawFromBytes = 1024 * 1024;
const usualLimits: ExchangeLimits = { headBytes: 32 * 1024, headMs: 60_000, stallMs: 60_000 };
const noBodyIn: ReadonlySet<number> = new Set([204, 304]);

interface Hop {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly secret: Readonly<Record<string, string>>;
  readonly body: NonNullable<UpstreamRequest['body']> | null;
  readonly expectedBytes: number;
}

/**
 * The way out for what is passed on while it comes: of any length, and for as long as it takes, but not without a sign of
 * life. It goes only where the {@link AddressPolicy} lets it, at every redirect anew, and each exchange has a connection
 * of its own that ends with it.
 */
export class StreamingClient {
  readonly policy: AddressPolicy;
  readonly #odd = new OddOrigins();
  readonly #limits: ExchangeLimits;
  readonly #trusted: ConnectionOptions;

  /** @param own limits, and authorities whose certificates are believed, for tests. */
  constructor(
    config: Pick<Config, 'allowPrivateHosts'>,
    private readonly resolve: Resolver = systemResolver,
    { ca, ...limits }: Partial<ExchangeLimits> & Pick<ConnectionOptions, 'ca'> = {},
  ) {
    this.policy = new AddressPolicy(config.allowPrivateHosts);
    this.#limits = { ...usualLimits, ...limits };
    this.#trusted = ca === undefined ? {} : { ca };
  }

  /**
   * Any status is an answer; only what keeps an answer from coming is an error. The errors name the host that was asked
   * and never an address; who may not know the host must not be told them.
   *
   * @param signal ends the exchange at any time, the body too: what waits for it fails with its reason.
   * @throws DomainError of the kind `unavailable`: `outgoing_address_unusable`, `outgoing_address_refused`,
   * `outgoing_redirected`, `outgoing_timeout`, `outgoing_failed`; from the body `body_incomplete`, `outgoing_timeout`
   */
  async open(url: string | URL, request: UpstreamRequest, signal: AbortSignal): Promise<UpstreamAnswer> {
    let hop = this.#first(url, request);
    const { origin } = hop.url;
    for (let hops = 0; ; hops += 1) {
      const answer = await this.#once(hop, signal);
      const location = isRedirect(answer.status) ? answer.headers.get('location') : null;
      if (location === null || request.follow === 'never') return answer;
      answer.body.cancel();
      const next = URL.canParse(location, hop.url.href) ? new URL(location, hop.url) : null;
      const isAllowed = next && (request.follow === 'anywhere' || next.origin === origin) && hops < mostRedirects;
      if (!isAllowed || !mayFollow(hop, next, answer.status)) throw redirectedElsewhere(hop.url.hostname);
      hop = following(hop, this.#usable(next), answer.status);
    }
  }

  #first(given: string | URL, { method = 'GET', headers, secretHeaders, body, expectedBytes }: UpstreamRequest): Hop {
    const url = this.#usable(given);
    const [plain, secret] = [ownedBy(headers ?? {}), ownedBy(secretHeaders ?? {})];
    return {
      url,
      method: method.toUpperCase(),
      headers: plain,
      secret,
      body: body ?? null,
      expectedBytes: expectedBytes ?? 0,
    };
  }

  #usable(url: string | URL): URL {
    try {
      return usable(url);
    } catch (error) {
      throw noAnswer('', error, 0);
    }
  }

  async #once(hop: Hop, signal: AbortSignal): Promise<UpstreamAnswer> {
    const answer = this.#answerOf(hop, signal);
    // The signal alone reaches an exchange only once it has a connection; one that comes too late is let go.
    const left = failureOf(signal);
    try {
      return await Promise.race([answer, left.failure]);
    } catch (error) {
      answer.then(({ body }) => body.cancel()).catch(() => {});
      if (signal.aborted) throw signal.reason;
      throw noAnswer(hop.url.hostname, error, this.#limits.headMs);
    } finally {
      left.forget();
    }
  }

  async #answerOf(hop: Hop, signal: AbortSignal): Promise<UpstreamAnswer> {
    const { url, method, expectedBytes } = hop;
    if (method === 'GET' && expectedBytes >= rawFromBytes && !this.#odd.has(url.origin)) {
      const raw = await new RawExchange(url, this.#limits).ask(
        this.#connect,
        { ...hop.headers, ...hop.secret },
        signal,
      );
      if (raw) return { status: raw.status, headers: raw.headers, url: url.href, body: raw.body };
      this.#odd.add(url.origin);
    }
    return this.#byNode(hop, signal);
  }

  readonly #connect = (options: ConnectionOptions) =>
    guardedConnector(this.policy, this.resolve, { ...this.#trusted, ...options });

  async #byNode({ url, method, headers, secret, body }: Hop, signal: AbortSignal): Promise<UpstreamAnswer> {
    const sent = { ...headers, ...secret, 'accept-encoding': 'identity' };
    const given = { url, method, headers: sent, body, signal, connect: this.#connect({}) };
    const answer = await askByNode({ ...given, ...this.#limits });
    const { statusCode: status = 0 } = answer;
    const received = headersOf(answer.headers);
    const length = method === 'HEAD' || noBodyIn.has(status) ? '0' : received.get('content-length');
    const failure = (error: unknown) =>
      signal.aborted ? (signal.reason as Error) : brokenOff(url.hostname, error, this.#limits.stallMs);
    const told = new ReadableBody(answer, length === null ? null : Number(length), () => {}, failure);
    return { status, headers: received, url: url.href, body: told };
  }
}

/** What was sent as a stream is gone, and nothing goes on where others can read it. */
const mayFollow = (hop: Hop, next: URL, status: number): boolean => {
  if (hop.url.protocol === 'https:' && next.protocol !== 'https:') return false;
  return hop.body === null || Buffer.isBuffer(hop.body) || turnsToGet(hop.method, status);
};

const following = (hop: Hop, url: URL, status: number): Hop => ({
  ...hop,
  url,
  secret: url.origin === hop.url.origin ? hop.secret : {},
  ...(turnsToGet(hop.method, status) ? { method: 'GET', body: null } : {}),
});

const failureOf = (signal: AbortSignal): { failure: Promise<never>; forget: () => void } => {
  let forget = () => {};
  const failure = new Promise<never>((_resolve, reject) => {
    const fail = () => reject(signal.reason);
    forget = () => signal.removeEventListener('abort', fail);
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true });
  });
  return { failure, forget };
};
