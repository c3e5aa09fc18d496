import { ObjectIds } from './object-ids.js';

/** What a client was told of references, before it fetched. */
export interface Listed {
  /** It said what it has, in a request before, and that was not enough for a pack. */
  readonly negotiated: boolean;
}

interface Listing {
  readonly client: string;
  readonly beganAt: number;
  readonly ids: ObjectIds;
  negotiated: boolean;
}

/** Git asks for objects within seconds; a slow repository may think for minutes. */
const keptMs = 15 * 60_000;
const mostPerClient = 16;
const mostListings = 4_000;
const mostIdsPerListing = 200_000;
/** Eight bytes for each. */
const mostIds = 2_000_000;

/**
 * What clients were told of references, for as long as they may go on to fetch: so a clone is told from a partial clone
 * that asks for what it left out. Bounded in time and number; in memory only.
 */
export class RecentListings {
  /** The oldest first. */
  #listings: Listing[] = [];

  get size(): number {
    return this.#listings.length;
  }

  /** @returns what takes the ids as they are read: the client may go on before all were. */
  begin(client: string, now: number): ObjectIds {
    const ids = new ObjectIds(mostIdsPerListing);
    this.#listings.push({ client, beganAt: now, ids, negotiated: false });
    this.#forget(client, now);
    return ids;
  }

  /** Notes that a client wants these, has something, and got no pack yet. */
  negotiates(client: string, wants: readonly string[], now: number): void {
    const listing = this.#find(client, wants, now);
    if (listing) listing.negotiated = true;
  }

  /**
   * Finds the last listing by which a client wants these, and forgets it: one listing leads to one pack.
   *
   * @param orAny takes one that names none of them, if there is no other
   */
  take(client: string, wants: readonly string[], orAny: boolean, now: number): Listed | null {
    const listing = this.#find(client, wants, now) ?? (orAny ? this.#of(client, now)[0] : undefined);
    this.#listings = this.#listings.filter((one) => one !== listing);
    return listing ? { negotiated: listing.negotiated } : null;
  }

  #find(client: string, wants: readonly string[], now: number): Listing | undefined {
    return this.#of(client, now).find(({ ids }) => wants.some((id) => ids.has(id)));
  }

  /** The newest first: of two of the same client it matters only that each is taken once. */
  #of(client: string, now: number): Listing[] {
    return this.#listings.filter((one) => one.client === client && isFresh(one, now)).toReversed();
  }

  #forget(client: string, now: number): void {
    const tooMany = this.#of(client, now)[mostPerClient];
    this.#listings = this.#listings.filter((one) => one !== tooMany && isFresh(one, now)).slice(-mostListings);
    let ids = this.#listings.reduce((sum, one) => sum + one.ids.size, 0);
    while (ids > mostIds) ids -= this.#listings.shift()?.ids.size ?? 0;
  }
}

const isFresh = ({ beganAt }: Listing, now: number): boolean => now - beganAt < keptMs;
