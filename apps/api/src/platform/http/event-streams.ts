import { type BeforeApplicationShutdown, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Config } from '../config/config.js';
import { Metrics } from '../observability/metrics.js';
import { OpenStream } from './open-stream.js';
import type { Principal } from './principal.js';
import { PrincipalWatch } from './principal-watch.js';
import { ResponseSink } from './sending/response-sink.js';

const heartbeatMs = 15_000;
/** Rights are looked at anew this often, and at once when identity says that they changed. */
const recheckMs = 30_000;
const heartbeat = Buffer.from(':\n\n');

/** An answer under way that can be ended from here. */
interface Cuttable {
  cut(): void;
}

interface About {
  readonly principal: Principal;
  /** The stream itself, where it is one of events. */
  readonly events: OpenStream | null;
}

/**
 * All open streams of this process: keeps them alive through idle proxies, ends those whose reader lost the right to
 * read, and all of them when the server stops.
 */
@Injectable()
export class EventStreams implements OnModuleDestroy, BeforeApplicationShutdown {
  readonly #logger = new Logger(EventStreams.name);
  readonly #open = new Map<Cuttable, About>();
  readonly #timers = [
    setInterval(() => this.#beat(), heartbeatMs).unref(),
    setInterval(() => void this.recheck(), recheckMs).unref(),
  ];

  constructor(
    private readonly watch: PrincipalWatch,
    private readonly config: Config,
    metrics: Metrics,
  ) {
    metrics.gauge('bothy_event_streams_open', 'Streams of events that are read at this moment', () => this.#events);
  }

  get isAnyOpen(): boolean {
    return this.#open.size > 0;
  }

  /** For answers that were held: whether who asked may still read. */
  mayStillRead(principal: Principal): Promise<boolean> {
    return this.watch.stillValid(principal);
  }

  /** Begins a stream of server-sent events. */
  events(reply: FastifyReply, principal: Principal): OpenStream {
    const stream = OpenStream.begin(reply, 200, { 'content-type': 'text/event-stream; charset=utf-8' });
    stream.push(`retry: ${this.config.retryMs}\n\n`);
    return this.#keep(reply, stream, { principal, events: stream });
  }

  /** Begins a stream of another kind. */
  bytes(reply: FastifyReply, principal: Principal, status: number, headers: Record<string, string>): OpenStream {
    return this.#keep(reply, OpenStream.begin(reply, status, headers), { principal, events: null });
  }

  /** Begins an answer that a `Body` is pumped to. */
  file(reply: FastifyReply, principal: Principal, status: number, headers: Record<string, string>): ResponseSink {
    return this.#keep(reply, ResponseSink.begin(reply, status, headers), { principal, events: null });
  }

  /** Ends the streams of those who may not read any more: of one member, or of all. */
  async recheck(memberId?: string): Promise<void> {
    for (const [stream, about] of [...this.#open]) {
      if (memberId !== undefined && about.principal.memberId !== memberId) continue;
      await this.#recheckOne(stream, about);
    }
  }

  onModuleDestroy(): void {
    for (const timer of this.#timers) clearInterval(timer);
  }

  beforeApplicationShutdown(): void {
    for (const [stream, about] of this.#open) this.#end(stream, about);
  }

  async #recheckOne(stream: Cuttable, about: About): Promise<void> {
    try {
      if (!(await this.watch.stillValid(about.principal))) this.#end(stream, about);
    } catch (error) {
      // The database is away: nobody waits for this promise, and a reader that cannot be judged has to come back.
      this.#logger.warn(`A stream was ended unjudged: ${error instanceof Error ? error.message : String(error)}`);
      this.#end(stream, about);
    }
  }

  /** An event stream is there to be resumed; a text that just stopped would look whole. */
  #end(stream: Cuttable, { events }: About): void {
    if (events) events.end(`retry: ${this.config.retryMs}\n\n`);
    else stream.cut();
  }

  #keep<T extends Cuttable>(reply: FastifyReply, stream: T, about: About): T {
    this.#open.set(stream, about);
    // Rights may have gone between the guard and this line; nobody would look again for a while.
    void this.#recheckOne(stream, about);
    reply.raw.once('close', () => this.#open.delete(stream));
    return stream;
  }

  get #events(): number {
    return [...this.#open.values()].filter(({ events }) => events !== null).length;
  }

  #beat(): void {
    for (const { events } of this.#open.values()) events?.push(heartbeat);
  }
}
