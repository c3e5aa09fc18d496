import { ByteReader } from '../io/byte-reader.js';
import { ByteWriter } from '../io/byte-writer.js';
import { tooDeep } from '../limits.js';
import type { ArchiveFacts } from './facts.js';

/** Reads the values of one archive. */
export class SaveReader extends ByteReader {
  /** Levels of properties around the value that is being read. */
  depth = 0;
  /** Bytes that guesses at types may still read in vain: a hostile save must not make reading it a search. */
  patience: number;

  constructor(
    readonly archive: ArchiveFacts,
    bytes: Uint8Array,
  ) {
    super(bytes);
    this.patience = patienceFor(bytes.length);
  }

  /** One level further in. Call {@link leave} after, also when reading fails. */
  enter(): void {
    this.depth += 1;
    if (this.depth <= this.archive.limits.depth) return;
    throw tooDeep(this.archive.limits, this.at);
  }

  leave(): void {
    this.depth -= 1;
  }

  /** Counts what a failed guess read; whether another may be made. */
  guessed(bytes: number): boolean {
    this.patience -= bytes + 64;
    return this.patience > 0;
  }
}

/** How many bytes may be read in vain for a payload: its own size a few times, so that it does not depend on others. */
export function patienceFor(size: number): number {
  return 3 * size + 8192;
}

/** Writes the values of one archive. */
export class SaveWriter extends ByteWriter {
  constructor(
    readonly archive: ArchiveFacts,
    sizeHint?: number,
    /** True where every value is written anew and no untouched span of the input is copied. */
    readonly anew = false,
  ) {
    super(sizeHint);
  }
}
