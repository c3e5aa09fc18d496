import { createServer, type IncomingMessage, type Server } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';

export interface EnvelopeItem {
  readonly type: string;
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly payload: any;
}

/**
 * Takes what Sentry's library sends, as the published format of envelopes says: a line of headers, then for each item a
 * line of headers and a payload, whose length stands in its headers or which ends with its line.
 */
export class SentryIngest {
  readonly #items: EnvelopeItem[] = [];
  readonly #refused: string[] = [];
  /** All that arrived, as text. */
  text = '';

  private constructor(private readonly server: Server) {
    server.on('request', (request: IncomingMessage, response) => {
      void this.#take(request).then((status) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end('{}'),
      );
    });
  }

  static async open(): Promise<SentryIngest> {
    const ingest = new SentryIngest(createServer());
    await new Promise<void>((done) => ingest.server.listen(0, '127.0.0.1', done));
    return ingest;
  }

  get dsn(): string {
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('The ingest does not listen.');
    return `http://publickey@127.0.0.1:${address.port}/42`;
  }

  items(type: string): EnvelopeItem[] {
    if (this.#refused.length > 0) throw new Error(`The ingest could not read: ${this.#refused.join('; ')}`);
    return this.#items.filter((item) => item.type === type);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  async #take(request: IncomingMessage): Promise<number> {
    const sent = await buffer(request);
    const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent;
    this.text += body.toString('utf8');
    const url = new URL(request.url ?? '', 'http://ingest');
    const key =
      url.searchParams.get('sentry_key') ?? /sentry_key=([\w-]+)/.exec(String(request.headers['x-sentry-auth']))?.[1];
    if (request.method !== 'POST' || url.pathname !== '/api/42/envelope/' || key !== 'publickey') {
      this.#refused.push(`${request.method} ${request.url}`);
      return 400;
    }
    this.#items.push(...itemsIn(body));
    return 200;
  }
}

function* itemsIn(body: Buffer): Generator<EnvelopeItem> {
  let at = lineEnd(body, 0) + 1;
  while (at < body.length) {
    const headEnd = lineEnd(body, at);
    const { type, length } = JSON.parse(body.toString('utf8', at, headEnd)) as { type: string; length?: number };
    const end = length === undefined ? lineEnd(body, headEnd + 1) : headEnd + 1 + length;
    yield { type, payload: JSON.parse(body.toString('utf8', headEnd + 1, end)) };
    at = end + 1;
  }
}

const lineEnd = (body: Buffer, from: number): number => {
  const at = body.indexOf('\n', from);
  return at < 0 ? body.length : at;
};
