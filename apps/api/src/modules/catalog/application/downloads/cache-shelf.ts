import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock.js';
import { Config } from '../../../../platform/config/config.js';
import { DomainError } from '../../../../platform/errors/domain-error.js';
import { type ByteRange, ObjectStorage } from '../../../../platform/storage/object-storage.js';

const prefix = 'catalog/cache/';
/** Who gets a part cannot check it: for those a file is read again after so long. */
const longestProofMs = 3_600_000;
const keyOf = (sha256: string): string => `${prefix}${sha256}`;

/** A file by what it holds. */
export interface Known {
  /** In hex. */
  readonly sha256: string;
  readonly sizeBytes: number;
}

interface Kept {
  readonly sizeBytes: number;
  /** How many read it now: it stays meanwhile. */
  readers: number;
  /** Whether its bytes are what its name says; null: nobody looked since the server started. */
  proof: Promise<boolean> | null;
  provenAtMs: number;
}

export interface OpenedFile {
  readonly source: Readable;
  /** To be called when nothing more is read. */
  readonly done: () => void;
  /** To be called where its bytes turn out to be others: it is thrown away. */
  readonly drop: () => Promise<void>;
  /** To be called where it cannot be read to its end: it is looked at anew before the next time. */
  readonly doubt: () => void;
}

/**
 * Files in the object storage by their SHA-256, in bounded room: those that were not read for longest go first. They
 * outlive the server; when they were last read does not. No byte of one is given out before all of it was compared with
 * its name in this process, and none of a part more than an hour after that. Who reads all of it has to compare it anew.
 */
@Injectable()
export class CacheShelf {
  readonly #logger = new Logger(CacheShelf.name);
  /** The one that was read last is last. */
  readonly #kept = new Map<string, Kept>();
  #loaded: Promise<void> | null = null;
  /** For files on their way. */
  #promisedBytes = 0;

  constructor(
    private readonly storage: ObjectStorage,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  async has(sha256: string): Promise<boolean> {
    await this.#load();
    return this.#kept.has(sha256);
  }

  /**
   * Bytes of a file (null: all of them). Null where it is not kept, or is not what it should be any more, which has
   * it thrown away, or cannot be read just now.
   */
  async open({ sha256, sizeBytes }: Known, range: ByteRange | null): Promise<OpenedFile | null> {
    await this.#load();
    const kept = this.#kept.get(sha256);
    if (!kept) return null;
    kept.readers += 1;
    let isDone = false;
    const done = () => {
      if (!isDone) kept.readers -= 1;
      isDone = true;
    };
    try {
      if (range && this.#now - kept.provenAtMs >= longestProofMs) kept.proof = null;
      if (kept.sizeBytes === sizeBytes && (await this.#prove(sha256, kept))) {
        this.#touch(sha256, kept);
        const source = await this.storage.get(keyOf(sha256), range ?? undefined);
        const doubt = () => void (kept.proof = null);
        return { source, done, drop: () => this.#drop(sha256, kept), doubt };
      }
    } catch (error) {
      done();
      await this.#failed(sha256, kept, error);
      return null;
    }
    done();
    await this.#drop(sha256, kept);
    return null;
  }

  async #drop(sha256: string, kept: Kept): Promise<void> {
    // Another reader may have found it before, and it may lie here anew since.
    if (this.#kept.get(sha256) !== kept) return;
    this.#logger.error(`A kept file is not what was put there, and is removed (SHA-256 ${sha256}).`);
    await this.#remove(sha256);
  }

  /** A storage that fails now has the file still; it is looked at anew the next time. */
  async #failed(sha256: string, kept: Kept, error: unknown): Promise<void> {
    kept.proof = null;
    this.#logger.error(error, `A kept file could not be read (SHA-256 ${sha256})`);
    if (error instanceof DomainError && error.code === 'object_not_found') await this.#remove(sha256);
  }

  /**
   * Keeps a file.
   *
   * @param arrive is only called where there is room; its stream must fail unless its bytes are what they should be.
   * @returns whether it was kept.
   * @throws whatever the stream or the storage fails with; nothing is kept then.
   */
  async keep({ sha256, sizeBytes }: Known, arrive: () => Promise<Readable>): Promise<boolean> {
    await this.#load();
    if (!(await this.#reserve(sizeBytes))) return false;
    try {
      await this.storage.put(keyOf(sha256), await arrive());
      this.#kept.set(sha256, { sizeBytes, readers: 0, proof: Promise.resolve(true), provenAtMs: this.#now });
    } finally {
      this.#promisedBytes -= sizeBytes;
    }
    return true;
  }

  /** Gives up what has no room any more, as when there is less of it than there was. */
  async fit(): Promise<void> {
    await this.#load();
    await this.#makeRoom(0);
  }

  async #reserve(bytes: number): Promise<boolean> {
    if (bytes > this.config.catalog.cacheBytes) return false;
    await this.#makeRoom(bytes);
    if (!this.#hasRoom(bytes)) return false;
    this.#promisedBytes += bytes;
    return true;
  }

  async #makeRoom(bytes: number): Promise<void> {
    for (const [sha256, { readers }] of [...this.#kept]) {
      if (this.#hasRoom(bytes)) return;
      if (readers === 0) await this.#remove(sha256);
    }
  }

  #hasRoom(bytes: number): boolean {
    return this.#usedBytes + bytes <= this.config.catalog.cacheBytes;
  }

  get #usedBytes(): number {
    return [...this.#kept.values()].reduce((sum, { sizeBytes }) => sum + sizeBytes, this.#promisedBytes);
  }

  #touch(sha256: string, kept: Kept): void {
    if (!this.#kept.delete(sha256)) return;
    this.#kept.set(sha256, kept);
  }

  async #remove(sha256: string): Promise<void> {
    this.#kept.delete(sha256);
    await this.storage.delete(keyOf(sha256));
  }

  #prove(sha256: string, kept: Kept): Promise<boolean> {
    if (!kept.proof) {
      kept.provenAtMs = this.#now;
      kept.proof = this.#hashOf(sha256).then((hash) => hash === sha256);
    }
    return kept.proof;
  }

  get #now(): number {
    return this.clock.now().getTime();
  }

  async #hashOf(sha256: string): Promise<string> {
    const hash = createHash('sha256');
    for await (const bytes of await this.storage.get(keyOf(sha256))) hash.update(bytes as Buffer);
    return hash.digest('hex');
  }

  /** What the server before this one kept. */
  #load(): Promise<void> {
    this.#loaded ??= this.#list().catch((error: unknown) => {
      this.#loaded = null;
      throw error;
    });
    return this.#loaded;
  }

  async #list(): Promise<void> {
    for await (const { key, sizeBytes } of this.storage.list(prefix))
      this.#kept.set(key.slice(prefix.length), { sizeBytes, readers: 0, proof: null, provenAtMs: 0 });
  }
}
