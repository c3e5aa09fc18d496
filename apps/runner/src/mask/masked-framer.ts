import type { LineFramer } from '../log/line-framer.js';
import type { OutputSink } from '../process/output-reader.js';
import { Masker, MaskerMemory } from './masker.js';
import type { PatternTable } from './pattern-table.js';

/** Each chunk is framed before the next is masked. */
const sharedMemory = new MaskerMemory();

/** Masks one stream and then frames its lines, so that neither a cut of a line nor one between two reads parts a secret. */
export class MaskedFramer implements OutputSink {
  readonly #masker: Masker;
  readonly #framer: LineFramer;

  constructor(table: PatternTable, framer: LineFramer) {
    this.#masker = new Masker(table, sharedMemory);
    this.#framer = framer;
  }

  get pending(): boolean {
    return this.#framer.pending || this.#masker.pending;
  }

  push(chunk: Buffer): void {
    this.#framer.push(this.#masker.push(chunk));
  }

  /** What the masker has not decided stays with it. */
  flush(): void {
    this.#framer.push(this.#masker.flush());
    this.#framer.flush();
  }

  end(): void {
    this.#framer.push(this.#masker.end());
    this.#framer.end();
  }
}
