import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply } from 'fastify';
import type { ByteSink } from '../../bytes/body.js';

/**
 * A client that takes nothing for this long is not waited for any more. The system tells of what it got rid of in lumps
 * of more than a megabyte: within a minute, somebody who reads 10 kB a second would seem to have stopped.
 */
const usualStallMs = 180_000;
const lineEnd = Buffer.from('\r\n');

export interface SinkOptions {
  /** How long a client may take nothing, in milliseconds. */
  readonly stallMs?: number;
}

/**
 * The body of one answer, sent as fast as the client takes it and without a copy: straight to the connection, for
 * `ServerResponse.write` costs more than sending. Nothing is kept here but what was handed over last.
 *
 * More bytes than `content-length` says cut the connection, and so does an end with fewer: otherwise the next answer on
 * it would be read as a part of this one.
 */
export class ResponseSink implements ByteSink {
  readonly #gone = new AbortController();
  readonly #holdsNothing: boolean;
  #sentBytes = 0;
  #leftBytes: number;
  #waiting: { readonly bytes: number; readonly resolve: () => void } | null = null;

  private constructor(
    private readonly raw: ServerResponse,
    lengthBytes: number | null,
    private readonly stallMs: number,
  ) {
    this.#leftBytes = lengthBytes ?? Number.POSITIVE_INFINITY;
    this.#holdsNothing = raw.req.method === 'HEAD' || raw.statusCode === 204 || raw.statusCode === 304;
    this.#watch();
  }

  /** Sends the head, with the headers that were set on the way here (those of `helmet` among them). */
  static begin(
    reply: FastifyReply,
    status: number,
    headers: Readonly<Record<string, string>>,
    { stallMs = usualStallMs }: SinkOptions = {},
  ): ResponseSink {
    reply.hijack();
    const { raw } = reply;
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value);
    raw.writeHead(status, { 'cache-control': 'no-store', 'x-accel-buffering': 'no', ...headers });
    raw.flushHeaders();
    const length = raw.getHeader('content-length') ?? headers['content-length'];
    return new ResponseSink(raw, length === undefined ? null : Number(length), stallMs);
  }

  /** Aborted when the connection is gone before the end was sent. */
  get signal(): AbortSignal {
    return this.#gone.signal;
  }

  /** Bytes of the body that the system took to send; what was still to be sent when the client went is not counted. */
  get sentBytes(): number {
    return this.#sentBytes;
  }

  write(bytes: Uint8Array): Promise<void> | undefined {
    if (this.#holdsNothing || this.#gone.signal.aborted || bytes.length === 0) return undefined;
    if (bytes.length > this.#leftBytes) return void this.cut();
    this.#leftBytes -= bytes.length;
    const { socket } = this.raw;
    // While an earlier answer of a pipelined connection holds it, Node keeps what is written for later.
    if (!socket) return this.#wait(bytes.length, () => this.raw.write(bytes, this.#written));
    if (isUsable(socket)) this.#send(socket, bytes);
    // Told only later by an event, and until then it looks as if all had been sent.
    if (!isUsable(socket)) return this.#leave();
    if (socket.writableLength > 0) return this.#wait(bytes.length);
    this.#sentBytes += bytes.length;
    return undefined;
  }

  /** Ends the answer; one that is not whole is cut. */
  end(): void {
    if (this.#gone.signal.aborted) return;
    const isWhole = this.#holdsNothing || this.#leftBytes === 0 || this.#leftBytes === Number.POSITIVE_INFINITY;
    if (isWhole) this.raw.end();
    else this.cut();
  }

  /** Cuts the connection: the client sees that the answer is not whole. */
  cut(): void {
    this.raw.destroy();
    this.#leave();
  }

  #send(socket: Socket, bytes: Uint8Array): void {
    if (!this.raw.chunkedEncoding) return void socket.write(bytes, this.#written);
    socket.cork();
    socket.write(Buffer.from(`${bytes.length.toString(16)}\r\n`, 'latin1'));
    socket.write(bytes);
    socket.write(lineEnd, this.#written);
    socket.uncork();
  }

  #wait(bytes: number, begin = () => {}): Promise<void> {
    // Node asks the system whether it got rid of anything: who takes little, but takes, is no case for this.
    this.raw.setTimeout(this.stallMs);
    return new Promise((resolve) => {
      this.#waiting = { bytes, resolve };
      begin();
    });
  }

  /** Called for every write, long after those that the system took at once. */
  readonly #written = (error?: Error | null): void => {
    const { socket } = this.raw;
    if (!this.#waiting) return;
    // Node calls it without an error for what it drops with a connection.
    if (error || !socket || !isUsable(socket)) this.#leave();
    else if (socket.writableLength === 0) this.#release(this.#waiting.bytes);
  };

  #release(sentBytes: number): void {
    const waiting = this.#waiting;
    if (!waiting) return;
    this.#waiting = null;
    this.#sentBytes += sentBytes;
    this.raw.socket?.setTimeout(0);
    waiting.resolve();
  }

  #watch(): void {
    const { raw } = this;
    // An answer that still waits for its connection is not told that this closed.
    const connection = raw.req.socket;
    const leave = () => {
      connection.off('close', leave);
      if (!raw.writableFinished) this.#leave();
    };
    raw.once('close', leave);
    connection.once('close', leave);
    raw.on('timeout', () => {
      if (this.#waiting) this.cut();
    });
    if (raw.destroyed || connection.destroyed) leave();
  }

  #leave(): undefined {
    this.#gone.abort();
    this.#release(0);
  }
}

const isUsable = (socket: Socket): boolean => !socket.destroyed && socket.errored === null;
