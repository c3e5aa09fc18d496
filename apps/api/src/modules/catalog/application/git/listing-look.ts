import type { ObjectIds } from '../../domain/git/object-ids.js';
import type { RecentListings } from '../../domain/git/recent-listings.js';
import { RefListing } from '../../domain/git/ref-listing.js';

/** Notes what references a client is told of, as it is told; what tells of none leaves no trace. */
export class ListingLook {
  readonly #listing: RefListing;

  constructor(listings: RecentListings, client: string, now: number) {
    let ids: ObjectIds | null = null;
    this.#listing = new RefListing((id) => {
      ids ??= listings.begin(client, now);
      ids.add(id);
    });
  }

  push(bytes: Uint8Array): void {
    if (this.#listing.reading) this.#listing.push(bytes);
  }
}
