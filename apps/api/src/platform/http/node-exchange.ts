import { request as requestPlain, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestSealed } from 'node:https';
import type { Duplex } from 'node:stream';
import { Readable } from 'node:stream';
import type { buildConnector } from 'undici';
import { tooSlow } from './guarded-client.errors.js';

export interface NodeExchange {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What is no buffer goes out chunked. */
  readonly body: Uint8Array | string | AsyncIterable<Buffer> | null;
  readonly connect: buildConnector.connector;
  readonly signal: AbortSignal;
  readonly headBytes: number;
  /** From the connection to the end of the head; null: the signal tells. */
  readonly headMs: number | null;
  /** Between two bytes of the body, while more is wanted; null: the signal tells. */
  readonly stallMs: number | null;
}

/**
 * One request over a connection of its own, by Node's own client: undici 7 ends the process where a server closes the
 * connection while its answer waits to be read (nodejs/undici#5360), and undici 8 wants Node 22.
 *
 * @returns the answer, whose body must be read or destroyed.
 * @throws what kept an answer from coming: DomainError, or an error of Node's
 */
export async function askByNode(exchange: NodeExchange): Promise<IncomingMessage> {
  const { url, body, headMs } = exchange;
  const request = begin(exchange);
  const timer = headMs === null ? null : setTimeout(() => request.destroy(tooSlow(url.hostname, headMs)), headMs);
  try {
    return await answerTo(request, body, exchange);
  } finally {
    if (timer) clearTimeout(timer);
  }
}

const begin = ({ url, method, headers, connect, signal, headBytes, body }: NodeExchange): ClientRequest => {
  const ask = url.protocol === 'https:' ? requestSealed : requestPlain;
  const { hostname, host, protocol, port } = url;
  const length = typeof body === 'string' || body instanceof Uint8Array ? Buffer.byteLength(body) : null;
  const createConnection: RequestOptions['createConnection'] = (_options, created) => {
    connect({ hostname, host, protocol, port }, (...[error, socket]) => {
      if (socket) created(null, socket);
      else created(error, null as unknown as Duplex);
    });
    return null;
  };
  return ask(url, {
    ...{ method, signal, createConnection, maxHeaderSize: headBytes },
    headers: { ...headers, ...(length !== null && { 'content-length': String(length) }) },
  });
};

const answerTo = (
  request: ClientRequest,
  body: NodeExchange['body'],
  { url, stallMs }: NodeExchange,
): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    // Kept for good: what fails behind the answer reaches its reader, and must not end the process.
    request.on('error', reject);
    request.once('response', (answer) => {
      if (stallMs !== null) watchStalls(answer, url.hostname, stallMs);
      resolve(answer);
    });
    if (body === null || typeof body === 'string' || body instanceof Uint8Array) request.end(body ?? undefined);
    else sendAll(body, request);
  });

const sendAll = (body: AsyncIterable<Buffer>, request: ClientRequest): void => {
  const source = Readable.from(body, { objectMode: false });
  source.on('error', (error) => request.destroy(error));
  request.once('close', () => source.destroy());
  source.pipe(request);
};

/** A reader that takes nothing is no fault of the other side. */
const watchStalls = (answer: IncomingMessage, host: string, stallMs: number): void => {
  const { socket } = answer;
  socket.setTimeout(stallMs);
  socket.on('timeout', () => {
    if (answer.readableLength >= answer.readableHighWaterMark) socket.setTimeout(stallMs);
    else answer.destroy(tooSlow(host, stallMs));
  });
};
