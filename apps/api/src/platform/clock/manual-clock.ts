import { Clock } from './clock.js';

/** A clock that a test sets: it begins at the real present and moves only when told to, on top of real time. */
export class ManualClock extends Clock {
  private offsetMs = 0;

  now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }

  /** Moves the present forward. */
  advance(milliseconds: number): void {
    this.offsetMs += milliseconds;
  }
}
