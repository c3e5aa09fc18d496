import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../../../../platform/config/config.js';
import { networkOf } from '../../../../platform/throttle/network-of.js';
import type { Visitor } from '../../domain/counted.js';
import { referrerHost } from '../../domain/referrer-host.js';
import { Countries } from './countries.js';
import { Crawlers } from './crawlers.js';
import { DaySalt } from './day-salt.js';

const hashBytes = 16;

/** What is known of a visitor, and may be kept. */
export interface Known {
  readonly isCrawler: boolean;
  readonly referrer: string | null;
  /** Undefined where countries are not told. */
  readonly country: string | null | undefined;
}

/** Tells about visitors what figures need, and nothing by which one could be found again. */
@Injectable()
export class VisitorBook {
  readonly #ownHost: string;

  constructor(
    private readonly salt: DaySalt,
    private readonly crawlers: Crawlers,
    private readonly countries: Countries,
    config: Config,
  ) {
    this.#ownHost = new URL(config.publicUrl).host;
  }

  know({ address, userAgent, referrer }: Visitor): Known {
    return {
      isCrawler: this.crawlers.isOne(userAgent),
      referrer: referrerHost(referrer, this.#ownHost),
      country: this.countries.of(address),
    };
  }

  /** A name for a visitor and a thing, which only this day's salt makes again. */
  async nameOf({ address, userAgent }: Visitor, thing: readonly string[], day: string): Promise<string> {
    const hmac = createHmac('sha256', await this.salt.of(day));
    // Whoever holds a network of IPv6 changes addresses within it all day long.
    hmac.update(JSON.stringify([networkOf(address), userAgent, ...thing]));
    return hmac.digest().subarray(0, hashBytes).toString('base64url');
  }
}
