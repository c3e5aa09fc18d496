import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { Socket } from 'node:net';
import type { buildConnector } from 'undici';
import { tooSlow } from '../guarded-client.errors.js';
import type { ConnectionOptions } from '../guarded-connector.js';
import { type AnswerHead, parseAnswerHead } from './answer-head.js';
import { RawBody } from './raw-body.js';

/** What a fast connection brings in one read. */
const bufferBytes = 256 * 1024;
const headEnd = '\r\n\r\n';

export interface ExchangeLimits {
  readonly headBytes: number;
  /** From the connection to the end of the head. */
  readonly headMs: number;
  /** Between two bytes of the body, while more is wanted. */
  readonly stallMs: number;
}

export interface RawAnswer extends AnswerHead {
  readonly body: RawBody;
}

type Settle = (answer: RawAnswer | null, error?: Error) => void;

/**
 * One GET over a connection of its own, all of whose bytes are read into one buffer and passed on from there: several
 * times as fast as what makes streams of them.
 */
export class RawExchange {
  #head = Buffer.alloc(0);
  #body: RawBody | null = null;
  #settle: Settle = () => {};

  constructor(
    private readonly url: URL,
    private readonly limits: ExchangeLimits,
  ) {}

  /**
   * @param connect opens a connection with the options given to it.
   * @returns null where the answer is not framed so plainly that it can be read here.
   */
  async ask(
    connect: (options: ConnectionOptions) => buildConnector.connector,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<RawAnswer | null> {
    const request = requestText(this.url, headers);
    const socket = await this.#open(connect);
    const abort = () => this.#abort(socket, signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    socket.once('close', () => signal.removeEventListener('abort', abort));
    const answer = this.#answer(socket);
    if (signal.aborted) abort();
    else socket.write(request);
    return answer;
  }

  #open(connect: (options: ConnectionOptions) => buildConnector.connector): Promise<Socket> {
    const buffer = Buffer.allocUnsafeSlow(bufferBytes);
    const isSealed = this.url.protocol === 'https:';
    const callback = (length: number) => {
      const bytes = buffer.subarray(0, length);
      // TLS fills the buffer again before anyone could tell it that its bytes are still needed.
      return this.#arrived(isSealed ? Buffer.from(bytes) : bytes);
    };
    const { host, protocol, port } = this.url;
    const hostname = this.url.hostname.replaceAll(/^\[|\]$/g, '');
    return new Promise((resolve, reject) => {
      connect({ onread: { buffer, callback } })({ hostname, host, protocol, port }, (error, socket) => {
        if (socket) resolve(socket);
        else reject(error);
      });
    });
  }

  #answer(socket: Socket): Promise<RawAnswer | null> {
    const { hostname } = this.url;
    const { headMs } = this.limits;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#settle(null, tooSlow(hostname, headMs)), headMs);
      const fail = (error?: Error) =>
        this.#settle(null, error ?? new Error('The connection closed before the head was there.'));
      const closed = () => fail();
      this.#settle = (answer, error) => {
        clearTimeout(timer);
        socket.off('close', closed);
        this.#settle = () => {};
        if (answer) return resolve(answer);
        socket.destroy();
        if (error) reject(error);
        else resolve(null);
      };
      socket.on('error', fail);
      socket.once('close', closed);
      this.#read = () => this.#readHead(socket);
    });
  }

  #read: () => boolean = () => true;

  #arrived(bytes: Buffer): boolean {
    if (this.#body) return this.#body.take(bytes);
    this.#head = Buffer.concat([this.#head, bytes]);
    return this.#read();
  }

  #readHead(socket: Socket): boolean {
    const end = this.#head.indexOf(headEnd);
    const isLong = this.#head.length > this.limits.headBytes;
    if (end < 0 && !isLong && !this.#head.includes('\n\n')) return true;
    const head = end < 0 || end > this.limits.headBytes ? null : parseAnswerHead(this.#head.subarray(0, end));
    if (!head) {
      this.#settle(null);
      return false;
    }
    const kept = this.#head.subarray(end + headEnd.length);
    this.#body = new RawBody(socket, head.lengthBytes, kept, { host: this.url.hostname, ms: this.limits.stallMs });
    this.#settle({ ...head, body: this.#body });
    return false;
  }

  #abort(socket: Socket, reason: Error): void {
    this.#settle(null, reason);
    this.#body?.abort(reason);
    socket.destroy();
  }
}

const requestText = ({ host, pathname, search }: URL, headers: Readonly<Record<string, string>>): string => {
  const all = { host, ...headers, 'accept-encoding': 'identity', connection: 'close' };
  const lines = Object.entries(all).map(([name, value]) => {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return `${name}: ${value}`;
  });
  return [`GET ${pathname}${search} HTTP/1.1`, ...lines, '', ''].join('\r\n');
};
