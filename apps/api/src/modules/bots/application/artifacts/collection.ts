import type { FileHandle } from 'node:fs/promises';
import type { AttemptRef } from '@bothy/contracts/runner';
import { Logger } from '@nestjs/common';
import type { StoredArtifact } from '../../persistence/keeping/artifact.repository.js';
import type { ArtifactStore } from './artifact-store.js';
import { LeftFiles, type LeftFile } from './left-files.js';
import { NotKept } from './not-kept.js';

export interface CollectionLimits {
  readonly files: number;
  readonly totalBytes: number;
}

export const collectionLimits: CollectionLimits = { files: 1000, totalBytes: 1024 ** 3 };

const readBytes = 65_536;
const diskFullCodes = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** The file could not be read to its end; that is the bot's doing, or the disk's, and not the storage's. */
class Unreadable extends Error {}

/** One walk through the folder of an attempt, from which each file goes into the storage. */
export class Collection {
  readonly files: StoredArtifact[] = [];
  readonly #notKept = new NotKept();
  readonly #names = new Set<string>();
  readonly #logger = new Logger(Collection.name);
  #left: number;

  constructor(
    private readonly store: ArtifactStore,
    private readonly ref: AttemptRef,
    private readonly limits: CollectionLimits,
  ) {
    this.#left = limits.totalBytes;
  }

  /** What was not kept, and why; null when all was. */
  get problem(): string | null {
    return this.#notKept.sentences;
  }

  async collect(folder: string): Promise<void> {
    for await (const file of new LeftFiles(this.#notKept).in(folder)) {
      if (this.files.length === this.limits.files) {
        this.#notKept.end(`Only ${this.limits.files} files of a run are kept.`);
        return;
      }
      if (!(await this.#take(file))) return;
    }
  }

  /** @returns false when the storage takes no more. */
  async #take(file: LeftFile): Promise<boolean> {
    const { name, handle } = file;
    // Names that are no UTF-8 may become the same text.
    if (this.#names.has(name)) this.#notKept.add(name, 'there is another file of this name');
    else if (file.sizeBytes > this.#left) this.#notKept.add(name, this.#tooMuch);
    else return this.#put(name, handle);
    return true;
  }

  async #put(name: string, handle: FileHandle): Promise<boolean> {
    try {
      const stored = await this.store.put(this.ref, name, this.#bytesOf(handle));
      this.files.push(stored);
      this.#names.add(name);
      this.#left -= stored.sizeBytes;
      return true;
    } catch (error) {
      if (error instanceof Unreadable) {
        this.#notKept.add(name, error.message);
        return true;
      }
      const isFull = error instanceof Error && 'code' in error && diskFullCodes.has(String(error.code));
      if (!isFull) this.#logger.error(error, `A file of run ${this.ref.runId} could not be stored`);
      const why = isFull ? 'The disk of the server is full' : 'The storage failed, the log of the server says how';
      this.#notKept.add(name, 'it could not be stored');
      this.#notKept.end(`${why}: files behind this one were not kept either.`);
      return false;
    }
  }

  /** What lies there while it is read: a process that got away may still be writing. */
  async *#bytesOf(handle: FileHandle): AsyncGenerator<Buffer> {
    let total = 0;
    for (;;) {
      const buffer = Buffer.allocUnsafe(readBytes);
      const bytesRead = await readInto(handle, buffer);
      if (bytesRead === 0) return;
      total += bytesRead;
      if (total > this.#left) throw new Unreadable(this.#tooMuch);
      yield buffer.subarray(0, bytesRead);
    }
  }

  get #tooMuch(): string {
    return `with it the files of the attempt would have more than ${this.limits.totalBytes} bytes`;
  }
}

async function readInto(handle: FileHandle, buffer: Buffer): Promise<number> {
  try {
    return (await handle.read(buffer, 0, buffer.length, null)).bytesRead;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new Unreadable(`it could not be read (${code})`, { cause: error });
  }
}
