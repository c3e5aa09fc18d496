import { appendFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  blockHeaderBytes,
  indexEntryBytes,
  indexEveryBytes,
  indexFileName,
  logFileName,
  streamCode,
  writeBlockHeader,
  writeIndexEntry,
} from '@bothy/contracts/runner';

/** For tests: a log written block by block, by the words of the format and without the runner's code. */
export class WrittenLog {
  readonly folder = mkdtempSync(join(tmpdir(), 'bothy-log-'));
  end = 0;
  lines = 0;
  text = '';
  #indexedAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly indexed = true) {}

  block(text: string, stream: keyof typeof streamCode = 'stdout', at = 1_795_000_000_000): this {
    const payload = Buffer.from(text);
    const partial = !text.endsWith('\n');
    const lines = text.split('\n').length - (partial ? 0 : 1);
    const header = Buffer.alloc(blockHeaderBytes);
    const firstSeq = this.lines + 1;
    writeBlockHeader(header, 0, {
      payloadBytes: payload.length,
      lines,
      firstSeq,
      at,
      stream: streamCode[stream],
      partial,
    });
    if (this.indexed && this.end - this.#indexedAt >= indexEveryBytes) this.#index(firstSeq, at);
    appendFileSync(join(this.folder, logFileName), Buffer.concat([header, payload]));
    this.end += header.length + payload.length;
    this.lines += lines;
    this.text += text;
    return this;
  }

  #index(firstSeq: number, at: number): void {
    const entry = Buffer.alloc(indexEntryBytes);
    writeIndexEntry(entry, 0, { firstSeq, fileOffset: this.end, textOffset: Buffer.byteLength(this.text), at });
    appendFileSync(join(this.folder, indexFileName), entry);
    this.#indexedAt = this.end;
  }
}
