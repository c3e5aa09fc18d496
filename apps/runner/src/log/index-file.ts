import { close, openSync, write, writeSync } from 'node:fs';
import { indexEntryBytes, indexEveryBytes, type IndexEntry, writeIndexEntry } from '@bothy/contracts/runner';

const flushAtRows = 16;

/**
 * The sparse index beside a log. It lags the log a little while a bot prints fast, and never leads it; the beginning
 * of the log needs no row. A write that fails ends the index, not the run: the index can be made anew.
 */
export class IndexFile {
  readonly #file: number;
  #staged: IndexEntry[] = [];
  #writtenBytes = 0;
  #nextOffset = indexEveryBytes;
  #writing = false;
  #broken = false;
  #closing = false;

  constructor(path: string) {
    this.#file = openSync(path, 'w', 0o600);
  }

  /** Tells where a block begins that is in the log already. */
  note(block: IndexEntry): void {
    if (block.fileOffset < this.#nextOffset || this.#broken) return;
    this.#staged.push(block);
    this.#nextOffset = block.fileOffset + indexEveryBytes;
    if (this.#staged.length >= flushAtRows) this.flush();
  }

  flush(): void {
    if (this.#writing || this.#staged.length === 0) return;
    const rows = this.#takeRows();
    const position = this.#writtenBytes;
    this.#writtenBytes += rows.length;
    this.#writing = true;
    write(this.#file, rows, 0, rows.length, position, (error, written) => {
      this.#writing = false;
      this.#broken ||= error !== null || written !== rows.length;
      if (this.#broken) this.#staged = [];
      if (this.#closing) this.close();
    });
  }

  /** For a log that is mended before anything else runs. */
  flushNow(): void {
    const rows = this.#takeRows();
    writeSync(this.#file, rows, 0, rows.length, this.#writtenBytes);
    this.#writtenBytes += rows.length;
  }

  close(): void {
    this.#closing = true;
    this.flush();
    if (!this.#writing) close(this.#file);
  }

  #takeRows(): Buffer {
    const rows = Buffer.alloc(this.#staged.length * indexEntryBytes);
    this.#staged.forEach((entry, at) => writeIndexEntry(rows, at * indexEntryBytes, entry));
    this.#staged = [];
    return rows;
  }
}
