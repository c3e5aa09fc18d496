import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { StartError } from '../errors/start-error.js';
import { DataFolder } from '../storage/data-folder.js';
import { flushFolder, hasCode, keyBytes, placeKey, readKey } from './key-file.js';
import { Keys } from './keys.js';

export interface MasterKey {
  /** Says which key sealed a text, and nothing else about it. */
  readonly id: string;
  readonly bytes: Buffer;
}

export interface RetiredKey {
  readonly id: string;
  readonly retiredAt: Date;
}

const idPattern = /^[0-9a-f]{16}$/;

/**
 * The keys that seal what is kept: the current one in `keys/master`, those before it in `keys/retired/<id>`, each in
 * the form of every key file.
 */
@Injectable()
export class MasterKeys {
  private readonly known = new Map<string, MasterKey>();
  private latest: MasterKey | null = null;

  constructor(
    private readonly data: DataFolder,
    private readonly keys: Keys,
    private readonly clock: Clock,
  ) {}

  /** The one that seals; another process may have replaced it since the last call. */
  current(): MasterKey {
    const bytes = this.keys.master;
    if (this.latest?.bytes.equals(bytes)) return this.latest;
    this.latest = this.remember(bytes);
    return this.latest;
  }

  /** @throws StartError when a file in the folder of retired keys holds another key than its name says. */
  find(id: string): MasterKey | null {
    if (!idPattern.test(id)) return null;
    const current = this.current();
    if (current.id === id) return current;
    const known = this.known.get(id);
    if (known) return known;
    const path = this.retiredPath(id);
    const bytes = readKey(path);
    if (!bytes) return null;
    const key = this.remember(bytes);
    if (key.id === id) return key;
    throw new StartError(`The key file ${path} holds another key than its name says. Restore it from a backup.`);
  }

  /** Those that only open, without the current one; the time of a file says since when. */
  retired(): RetiredKey[] {
    const current = this.current().id;
    const ids = readdirSync(this.data.folder('keys', 'retired')).filter((name) => idPattern.test(name));
    return ids
      .filter((id) => id !== current)
      .toSorted()
      .flatMap((id) => {
        const retiredAt = this.retiredAt(id);
        return retiredAt ? [{ id, retiredAt }] : [];
      });
  }

  make(): MasterKey {
    return keyOf(randomBytes(keyBytes));
  }

  /** Steps 1 and 2 of a rotation: a copy that outlives the key's place as the current one. */
  setAside(key: MasterKey): void {
    const path = this.retiredPath(key.id);
    placeKey(path, key.bytes);
    const now = this.clock.now();
    utimesSync(path, now, now);
    // The first time, the folder of retired keys is itself new.
    flushFolder(this.data.folder('keys'));
  }

  /** Step 3 of a rotation. Both keys must have been set aside, or a rotation at the same moment could lose one. */
  makeCurrent(key: MasterKey): void {
    placeKey(this.data.path('keys', 'master'), key.bytes);
  }

  /** Deletes a retired key: what is still sealed by it can never be opened again. */
  forget(id: string): void {
    if (!idPattern.test(id)) throw new Error('That is no id of a key.');
    rmSync(this.retiredPath(id), { force: true });
    this.known.delete(id);
  }

  private remember(bytes: Buffer): MasterKey {
    const key = keyOf(bytes);
    this.known.set(key.id, key);
    return key;
  }

  private retiredPath(id: string): string {
    return this.data.path('keys', 'retired', id);
  }

  private retiredAt(id: string): Date | null {
    try {
      return statSync(this.retiredPath(id)).mtime;
    } catch (error) {
      // Another process forgot it just now.
      if (hasCode(error, 'ENOENT')) return null;
      throw error;
    }
  }
}

const keyOf = (bytes: Buffer): MasterKey => ({
  id: createHash('sha256').update('bothy:key-id\0').update(bytes).digest('hex').slice(0, 16),
  bytes,
});
