import { Injectable } from '@nestjs/common';
import { MetricSalts } from '../../persistence/metric-salts.js';

interface Held {
  readonly day: string;
  readonly salt: Promise<Buffer>;
}

/** Holds the salt of the present day, and of no other. */
@Injectable()
export class DaySalt {
  #held: Held | null = null;

  constructor(private readonly salts: MetricSalts) {}

  of(day: string): Promise<Buffer> {
    if (this.#held?.day === day) return this.#held.salt;
    const held = { day, salt: this.salts.of(day) };
    this.#held = held;
    // What failed is asked for again by the next.
    held.salt.catch(() => this.forget(held.day));
    return held.salt;
  }

  /** Lets go of the salt of any day up to this one. */
  forget(upTo: string): void {
    if (this.#held && this.#held.day <= upTo) this.#held = null;
  }
}
