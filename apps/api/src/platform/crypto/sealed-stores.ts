import { Injectable } from '@nestjs/common';
import type { Keyring } from './keyring.js';

/** A place in the database that holds sealed texts. */
export interface SealedStore {
  /** Named in errors, for example `mails`. */
  readonly name: string;
  /**
   * Seals all that another than the current key sealed anew, in units of work of a bounded size. May be called again
   * after a failure half-way, and while the server runs.
   *
   * @returns how many texts were sealed anew.
   */
  reseal(keyring: Keyring): Promise<number>;
}

/** All places that hold sealed texts. One that is missing here loses its texts when a key is forgotten. */
@Injectable()
export class SealedStores {
  private readonly stores = new Map<string, SealedStore>();

  /** @throws Error when there is a store of this name already. */
  add(store: SealedStore): void {
    if (this.stores.has(store.name)) throw new Error(`There is a sealed store ${store.name} already.`);
    this.stores.set(store.name, store);
  }

  all(): readonly SealedStore[] {
    return [...this.stores.values()];
  }
}
