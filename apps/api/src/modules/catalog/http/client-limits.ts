import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { Config } from '../../../platform/config/config.js';
import { networkOf } from '../../../platform/throttle/network-of.js';
import { tooManyDownloads, tooMuchDownloaded } from '../downloads.errors.js';
import { ClientUse } from './client-use.js';

/** Beyond so many the oldest are forgotten, so that many addresses do not fill the memory. */
const mostNetworks = 100_000;
/** How many of the oldest are looked at each time: what a request costs does not grow with how many there are. */
const lookedAt = 4;
/** Nobody knows when an answer ends. */
const retryAfterSeconds = 10;

/** One answer under way. */
export interface ClientLease {
  /** Bytes that were handed over, as they go. */
  note(bytes: number): void;
  /** More than once does no harm. */
  end(): void;
}

/**
 * How much one network (see {@link networkOf}) may take of files and packs: answers at a time, and bytes in an hour. It
 * lies in memory only: nobody is written down.
 */
@Injectable()
export class ClientLimits {
  /** Those that came last are last. */
  readonly #uses = new Map<string, ClientUse>();

  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** How many networks are remembered. */
  get networks(): number {
    return this.#uses.size;
  }

  /**
   * To be called before each answer, and its lease ended behind it, whatever came of it.
   *
   * @throws DomainError `too_many_downloads`
   */
  enter(address: string): ClientLease {
    const { clientStreams, clientBytesPerHour } = this.config.catalog;
    const nowMs = this.#nowMs;
    const network = networkOf(address);
    const use = this.#uses.get(network) ?? new ClientUse();
    if (use.open >= clientStreams) throw tooManyDownloads(clientStreams, retryAfterSeconds);
    const waitMs = clientBytesPerHour === 0 ? 0 : use.msUntilBelow(clientBytesPerHour, nowMs);
    if (waitMs > 0) throw tooMuchDownloaded(Math.ceil(waitMs / 1000));
    this.#makeRoom(nowMs);
    this.#uses.delete(network);
    this.#uses.set(network, use);
    return this.#lease(network, use);
  }

  #lease(network: string, use: ClientUse): ClientLease {
    const isCounted = this.config.catalog.clientBytesPerHour > 0;
    let ended = false;
    use.open += 1;
    return {
      note: (bytes) => {
        if (isCounted) use.note(bytes, this.#nowMs);
      },
      end: () => {
        if (ended) return;
        ended = true;
        use.open -= 1;
        // It may have been forgotten, and begun anew.
        if (use.isIdle(this.#nowMs) && this.#uses.get(network) === use) this.#uses.delete(network);
      },
    };
  }

  #makeRoom(nowMs: number): void {
    const isFull = this.#uses.size >= mostNetworks;
    let looked = 0;
    for (const [network, use] of this.#uses) {
      looked += 1;
      const mayGo = use.isIdle(nowMs) || (isFull && use.open === 0);
      if (looked > lookedAt || !(mayGo || use.open > 0)) return;
      this.#uses.delete(network);
      // An answer that goes on for hours does not hide those behind it.
      if (!mayGo) this.#uses.set(network, use);
    }
  }

  get #nowMs(): number {
    return this.clock.now().getTime();
  }
}
