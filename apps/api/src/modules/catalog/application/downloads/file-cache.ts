import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { Body } from '../../../../platform/bytes/body.js';
import { ReadableBody } from '../../../../platform/bytes/readable-body.js';
import { Config } from '../../../../platform/config/config.js';
import type { Span } from '../../domain/release-source.js';
import type { FileRecord, ToolRecord } from '../../domain/tool-record.js';
import { SourceBook } from '../sources/source-book.js';
import { keptFileSpoiled } from '../../downloads.errors.js';
import { CacheShelf, type Known } from './cache-shelf.js';
import { buffersOf } from './buffers-of.js';
import { ProvenBody } from './proven-body.js';

/** Fetched at a time; what does not get its turn has it with the next download. */
const mostFetches = 2;
/** What came wrong is not fetched again until it is listed with another checksum, or the server starts anew. */
const mostRefused = 1000;

/** A file did not come as its source had said. */
class Mismatch extends Error {}

/**
 * Files of GitLab, fetched once more behind the first download and then read from here. What does not have the checksum
 * that its source told of it is thrown away.
 */
@Injectable()
export class FileCache implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger(FileCache.name);
  readonly #fetches = new Map<string, Promise<void>>();
  readonly #refused = new Set<string>();
  readonly #stop = new AbortController();

  constructor(
    private readonly shelf: CacheShelf,
    private readonly sources: SourceBook,
    private readonly config: Config,
  ) {}

  /** The room may have become smaller since the server before this one. */
  async onApplicationBootstrap(): Promise<void> {
    try {
      await this.shelf.fit();
    } catch (error) {
      this.#logger.error(error, 'What is kept of files could not be looked through');
    }
  }

  /** Null where it is not kept. Never throws. */
  async open(tool: ToolRecord, file: FileRecord, span: Span | null): Promise<Body | null> {
    const known = this.#knownOf(tool, file);
    if (!known) return null;
    try {
      const { from, to } = span ?? { from: 0, to: known.sizeBytes };
      if (to <= from) return null;
      const isAll = from === 0 && to === known.sizeBytes;
      const opened = await this.shelf.open(known, isAll ? null : { first: from, last: to - 1 });
      if (!opened) return null;
      const body = new ReadableBody(opened.source, to - from, opened.done, (error) => {
        opened.doubt();
        return error as Error;
      });
      if (!isAll) return body;
      return new ProvenBody(body, known.sha256, async () => {
        await opened.drop();
        return keptFileSpoiled();
      });
    } catch (error) {
      this.#logger.error(error, `The kept file ${file.name} of ${tool.slug} could not be opened`);
      return null;
    }
  }

  /** Fetches the file in the background, unless it is here already, or on its way. Never throws. */
  fetch(tool: ToolRecord, file: FileRecord): void {
    const known = this.#knownOf(tool, file);
    if (!known || this.#stop.signal.aborted) return;
    const { sha256 } = known;
    if (this.#fetches.has(sha256) || this.#fetches.size >= mostFetches || this.#refused.has(sha256)) return;
    const fetched = this.#fetch(tool, file, known).finally(() => this.#fetches.delete(sha256));
    this.#fetches.set(sha256, fetched);
  }

  /** Resolves when nothing is on its way any more. */
  async settled(): Promise<void> {
    while (this.#fetches.size > 0) await Promise.all(this.#fetches.values());
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stop.abort();
    await this.settled();
  }

  /** Only what comes from afar, and is known well enough to be told from something else. */
  #knownOf({ source }: ToolRecord, { sha256, sizeBytes }: FileRecord): Known | null {
    if (this.config.catalog.cacheBytes === 0 || source?.kind !== 'gitlab') return null;
    return sha256 === null || !sizeBytes ? null : { sha256, sizeBytes };
  }

  async #fetch(tool: ToolRecord, file: FileRecord, known: Known): Promise<void> {
    const { signal } = this.#stop;
    try {
      if (await this.shelf.has(known.sha256)) return;
      await this.shelf.keep(known, async () => {
        const body = await this.sources.open(tool, file, null, signal);
        return Readable.from(proven(buffersOf(body), known, signal), { objectMode: false });
      });
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof Mismatch) this.#refuse(known.sha256);
      this.#logger.error(`The file ${file.name} of ${tool.slug} was not kept: ${reasonOf(error)}`);
    }
  }

  #refuse(sha256: string): void {
    if (this.#refused.size >= mostRefused) this.#refused.clear();
    this.#refused.add(sha256);
  }
}

/** Other messages may name the place that it comes from. */
const reasonOf = (error: unknown): string => {
  if (error instanceof Mismatch) return error.message;
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
};

/** The same pieces; fails at the end, or behind it, where they are not what they should be. */
async function* proven(pieces: AsyncIterable<Buffer>, known: Known, signal: AbortSignal): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const piece of pieces) {
    signal.throwIfAborted();
    sizeBytes += piece.length;
    if (sizeBytes > known.sizeBytes) throw new Mismatch('Its source sends more than it had said.');
    hash.update(piece);
    yield piece;
  }
  if (hash.digest('hex') === known.sha256) return;
  throw new Mismatch('Its checksum is not the one that its source had told.');
}
