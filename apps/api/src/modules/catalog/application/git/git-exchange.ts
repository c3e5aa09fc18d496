import { FetchAnswer } from '../../domain/git/fetch-answer.js';
import type { RecentListings } from '../../domain/git/recent-listings.js';
import { type GitAct, mayWantUnlisted, whatItWas } from '../../domain/git/what-it-was.js';
import { ListingLook } from './listing-look.js';
import { RequestLook } from './request-look.js';

/** Looks at one request to `git-upload-pack` and its answer as they pass. */
export class GitExchange {
  readonly #request: RequestLook;
  readonly #answer = new FetchAnswer();
  readonly #listing: ListingLook;

  constructor(
    private readonly listings: RecentListings,
    private readonly client: string,
    private readonly now: number,
    encoding: string | undefined,
  ) {
    this.#request = new RequestLook(encoding);
    this.#listing = new ListingLook(listings, client, now);
  }

  /** Whether a pack began to pass. */
  get hasPack(): boolean {
    return this.#answer.hasPack;
  }

  /** A part of the request, on its way. */
  asked(bytes: Buffer): void {
    this.#request.push(bytes);
  }

  /** A part of the answer, on its way. Which kind it is shows in its first line: the request may still be unpacked. */
  answered(bytes: Uint8Array): void {
    if (this.#answer.reading) this.#answer.push(bytes);
    this.#listing.push(bytes);
  }

  /** Ends the looking where no answer came. */
  close(): Promise<void> {
    return this.#request.end();
  }

  /** To be called once, before the client learns that the answer is over: it may ask for more right away. */
  async act(): Promise<GitAct | null> {
    await this.close();
    const { facts } = this.#request;
    if (facts.command !== 'fetch') return null;
    if (this.#answer.hasPack) {
      const listed = this.listings.take(this.client, facts.wants, mayWantUnlisted(facts), this.now);
      return whatItWas(facts, true, listed);
    }
    if (facts.hasHaves) this.listings.negotiates(this.client, facts.wants, this.now);
    return null;
  }
}
