import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { Keyring } from './keyring.js';
import { Keys } from './keys.js';
import { SealedStores } from './sealed-stores.js';

export interface Rotation {
  /** How many texts were sealed anew. */
  readonly resealed: number;
  /** Id of the new master key. */
  readonly keyId: string;
  /** Retired keys that nothing is sealed by any more; the next rotation forgets them. */
  readonly unused: readonly string[];
  /** Retired keys that were deleted now. */
  readonly forgotten: readonly string[];
}

/**
 * A server that runs meanwhile may still be committing what it sealed by a key that was retired a moment ago, behind
 * the back of the re-sealing. No unit of work is open for so long.
 */
const graceMs = 60 * 60 * 1000;

/** Replaces the server's keys, also while it runs. */
@Injectable()
export class KeyRotation {
  constructor(
    private readonly keyring: Keyring,
    private readonly keys: Keys,
    private readonly stores: SealedStores,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes a new master key, seals all stores anew, forgets the keys that were retired more than an hour before, and
   * replaces the key of access tokens (whoever is signed in refreshes once more, and stays signed in).
   *
   * A failure half-way loses nothing: all keys are kept, and the next run does the rest. Every module that keeps
   * sealed texts must have registered its store, so run it in the whole application.
   *
   * @throws Error that names the store that could not be sealed anew.
   */
  async run(): Promise<Rotation> {
    const keyId = this.keyring.rotate();
    this.keys.replaceJwt();
    const resealed = await this.reseal();
    const forgotten = this.forgetOld();
    return { resealed, keyId, unused: this.keyring.retired().map((key) => key.id), forgotten };
  }

  private async reseal(): Promise<number> {
    let resealed = 0;
    for (const store of this.stores.all()) {
      try {
        resealed += await store.reseal(this.keyring);
      } catch (error) {
        throw new Error(
          `The store ${store.name} could not be sealed anew. No key was lost: mend the cause and rotate again.`,
          { cause: error },
        );
      }
    }
    return resealed;
  }

  private forgetOld(): string[] {
    const before = this.clock.now().getTime() - graceMs;
    const old = this.keyring.retired().filter((key) => key.retiredAt.getTime() < before);
    for (const key of old) this.keyring.forget(key.id);
    return old.map((key) => key.id);
  }
}
