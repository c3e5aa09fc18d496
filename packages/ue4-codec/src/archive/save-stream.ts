import { ByteReader } from '../io/byte-reader.js';
import { ByteWriter } from '../io/byte-writer.js';
import { tooDeep } from '../limits.js';
import type { ArchiveFacts } from './facts.js';

/** Reads the values of one archive. */
export class SaveReader extends ByteReader {
  /** Levels of properties around the value that is being read. */
  depth = 0;
  /** Bytes that were read in vain, by guesses at types the save does not name. */
  private wasted = 0;

  constructor(
    readonly archive: ArchiveFacts,
    bytes: Uint8Array,
  ) {
    super(bytes);
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

  /** Whether there is patience for another guess: a hostile save must not make reading it a search. */
  mayGuess(): boolean {
    return this.wasted <= 3 * this.bytes.length + 65_536;
  }

  /** Counts what a failed guess read. */
  guessed(bytes: number): void {
    this.wasted += bytes + 16;
  }
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
