import { statSync } from 'node:fs';
import { hasCode, readKey, readOrMakeKey } from './key-file.js';

/** A key whose file another process (the command line on the host) may replace while this one runs. */
export class WatchedKey {
  private key: Buffer;
  private stamp: string;

  /** @throws StartError when the file holds no key. */
  constructor(private readonly path: string) {
    this.key = readOrMakeKey(path);
    this.stamp = stampOf(path) ?? '';
  }

  /** The key of this moment: one `stat` per call, a read only when the file was replaced. */
  get bytes(): Buffer {
    const stamp = stampOf(this.path);
    // A file that is gone is a mishap of the host's; the next start speaks of it, the server goes on with what it has.
    if (stamp === null || stamp === this.stamp) return this.key;
    const key = readKey(this.path);
    if (key === null) return this.key;
    this.key = key;
    // Taken before the read: a file replaced between the two is read once more at the next call.
    this.stamp = stamp;
    return key;
  }
}

const stampOf = (path: string): string | null => {
  try {
    const { ino, mtimeNs } = statSync(path, { bigint: true });
    return `${ino}:${mtimeNs}`;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
};
