import { Injectable } from '@nestjs/common';
import type { Counted } from '../domain/counted.js';
import { CountBuffer } from './counting/count-buffer.js';

/** Takes what is counted, and writes it down within half a second. */
@Injectable()
export class Counts {
  constructor(private readonly buffer: CountBuffer) {}

  /** Never waits, never throws. */
  count(counted: Counted): void {
    this.buffer.add(counted);
  }

  /** Resolves when all that was counted by now is written, or could not be: for whoever must know, such as a test. */
  written(): Promise<void> {
    return this.buffer.flush();
  }
}
