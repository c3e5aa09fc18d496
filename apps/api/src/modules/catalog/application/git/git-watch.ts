import { createHmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock.js';
import { networkOf } from '../../../../platform/throttle/network-of.js';
import { RecentListings } from '../../domain/git/recent-listings.js';
import { GitExchange } from './git-exchange.js';
import { ListingLook } from './listing-look.js';

/** Who asks for what, for the length of the question. */
export interface GitClient {
  /** Slug. */
  readonly tool: string;
  readonly address: string;
  readonly userAgent: string;
}

/**
 * Tells clones and fetches apart by what passes. A client is known again by a keyed hash for a few minutes; the key is made
 * at the start and never leaves the memory. Requests of one clone that come to several servers, or from several networks,
 * are not known to belong together: such a clone is not counted.
 */
@Injectable()
export class GitWatch {
  readonly #key = randomBytes(32);
  readonly #listings = new RecentListings();

  constructor(private readonly clock: Clock) {}

  /** To look at the answer to `info/refs`. */
  refs(client: GitClient): ListingLook {
    return new ListingLook(this.#listings, this.#nameOf(client), this.#now);
  }

  /** @param encoding of the request, as the client wrote it */
  exchange(client: GitClient, encoding: string | undefined): GitExchange {
    return new GitExchange(this.#listings, this.#nameOf(client), this.#now, encoding);
  }

  #nameOf({ tool, address, userAgent }: GitClient): string {
    const who = JSON.stringify([tool, networkOf(address), userAgent]);
    return createHmac('sha256', this.#key).update(who).digest('base64');
  }

  get #now(): number {
    return this.clock.now().getTime();
  }
}
