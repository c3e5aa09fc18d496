import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, type Dirent } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { DomainError } from '../errors/domain-error.js';
import { checkObjectKey } from './object-key.js';
import { ObjectStorage, type ByteRange, type ObjectInfo } from './object-storage.js';

/** No key has a part that begins with a dot, so this folder can hold what is not complete. */
const incomingFolder = '.incoming';

/** Objects as files in a folder. */
@Injectable()
export class DiskStorage extends ObjectStorage {
  constructor(private readonly root: string) {
    super();
  }

  async put(key: string, source: Readable | Buffer): Promise<ObjectInfo> {
    const target = this.pathOf(key);
    const incoming = join(this.root, incomingFolder, randomUUID());
    await mkdir(dirname(incoming), { recursive: true, mode: 0o700 });
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    try {
      await pipeline(
        Buffer.isBuffer(source) ? Readable.from([source]) : source,
        createWriteStream(incoming, { mode: 0o600 }),
      );
      await syncToDisk(incoming);
      const { size } = await stat(incoming);
      await rename(incoming, target);
      return { key, sizeBytes: size };
    } catch (error) {
      await rm(incoming, { force: true });
      throw error;
    }
  }

  async get(key: string, range?: ByteRange): Promise<Readable> {
    if (!(await this.find(key))) {
      throw new DomainError('object_not_found', 'not-found', 'The stored file is not there.');
    }
    return createReadStream(this.pathOf(key), range ? { start: range.first, end: range.last } : {});
  }

  async find(key: string): Promise<ObjectInfo | null> {
    try {
      const found = await stat(this.pathOf(key));
      return found.isFile() ? { key, sizeBytes: found.size } : null;
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  async delete(key: string): Promise<void> {
    await rm(this.pathOf(key), { force: true });
  }

  async *list(prefix: string): AsyncIterable<ObjectInfo> {
    const keys: string[] = [];
    await this.collect('', prefix, keys);
    for (const key of keys.toSorted()) {
      const info = await this.find(key);
      if (info) yield info;
    }
  }

  private async collect(folder: string, prefix: string, keys: string[]): Promise<void> {
    for (const entry of await entriesOf(join(this.root, folder))) {
      const key = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isFile() && key.startsWith(prefix)) keys.push(key);
      const mayHold = `${key}/`.startsWith(prefix) || prefix.startsWith(`${key}/`);
      if (entry.isDirectory() && entry.name !== incomingFolder && mayHold) await this.collect(key, prefix, keys);
    }
  }

  private pathOf(key: string): string {
    return join(this.root, ...checkObjectKey(key).split('/'));
  }
}

const entriesOf = async (folder: string): Promise<Dirent[]> => {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
};

/** Without it a power cut may leave an empty file under the final name. */
const syncToDisk = async (path: string): Promise<void> => {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
};

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
