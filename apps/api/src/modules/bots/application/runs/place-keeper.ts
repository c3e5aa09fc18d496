import { Injectable } from '@nestjs/common';
import { RunPlaces } from '../../persistence/run-places.js';
import { RunLedger } from './run-ledger.js';

/** Gives free places to those that have waited longest. */
@Injectable()
export class PlaceKeeper {
  constructor(
    private readonly places: RunPlaces,
    private readonly ledger: RunLedger,
  ) {}

  /** In a unit of work that holds the lock of these places. */
  async promote(places: string): Promise<void> {
    for (;;) {
      const [next] = await this.places.waiting(places, 1);
      // A bot with a higher limit may share these places: the order holds all the same.
      if (!next || !(await this.places.take(next))) return;
      this.ledger.ready(next);
    }
  }

  /** For places that nobody gave away: a limit was raised, or a server died at the wrong moment. */
  async promoteAll(inUnitOfWork: (work: () => Promise<void>) => Promise<void>): Promise<void> {
    for (const places of await this.places.withWaiting()) {
      await inUnitOfWork(async () => {
        await this.places.lock(places);
        await this.promote(places);
      });
    }
  }
}
