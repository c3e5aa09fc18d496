import { Injectable } from '@nestjs/common';
import { requestGone, savesBusy, tooManyAtOnce } from '../ue4.errors.js';
import { Tally } from '../domain/tally.js';

/** Requests that are read into memory, worked on, or sent from there. */
const inHand = 4;
/** Of those, of one member: one place is always left to others. */
const inHandOfOne = inHand - 1;
/** Of those that wait for that, unread. */
const longestQueue = 24;
/** Of one member, waiting ones included. */
const mostOfOne = 8;
const longestWaitMs = 45_000;
const retryAfterSeconds = 5;

interface Waiting {
  readonly who: string;
  readonly go: () => void;
}

/**
 * Keeps what saves take of the server's memory bounded: few are in hand at once, never all of them of one member, and a
 * bounded number waits unread.
 */
@Injectable()
export class SaveQueue {
  readonly #waiting: Waiting[] = [];
  readonly #asked = new Tally();
  readonly #inHand = new Tally();

  /**
   * Does `work` when it is its turn.
   *
   * @param who the member behind the request.
   * @param signal raised when nobody wants it any more.
   * @throws DomainError `too_many_at_once`, `saves_busy`, `request_gone`
   */
  async hold<T>(who: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    if (this.#asked.of(who) >= mostOfOne) throw tooManyAtOnce(mostOfOne);
    this.#asked.add(who);
    try {
      await this.#turn(who, signal);
      try {
        return await work();
      } finally {
        this.#inHand.remove(who);
        this.#pass();
      }
    } finally {
      this.#asked.remove(who);
    }
  }

  #turn(who: string, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.reject(requestGone());
    if (this.#hasRoom(who)) {
      this.#inHand.add(who);
      return Promise.resolve();
    }
    if (this.#waiting.length >= longestQueue) return Promise.reject(savesBusy(retryAfterSeconds));
    return this.#wait(who, signal);
  }

  #hasRoom(who: string): boolean {
    return this.#inHand.total < inHand && this.#inHand.of(who) < inHandOfOne;
  }

  #wait(who: string, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = (error: Error) => {
        const at = this.#waiting.indexOf(entry);
        if (at === -1) return;
        this.#waiting.splice(at, 1);
        settle();
        reject(error);
      };
      const abort = () => leave(requestGone());
      const timer = setTimeout(() => leave(savesBusy(retryAfterSeconds)), longestWaitMs);
      const settle = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', abort);
      };
      const entry: Waiting = {
        who,
        go: () => {
          settle();
          resolve();
        },
      };
      signal.addEventListener('abort', abort, { once: true });
      this.#waiting.push(entry);
    });
  }

  /** The place goes to the next who waits and may have it. */
  #pass(): void {
    const at = this.#waiting.findIndex(({ who }) => this.#hasRoom(who));
    const [next] = at === -1 ? [] : this.#waiting.splice(at, 1);
    if (!next) return;
    // Before anyone else asks.
    this.#inHand.add(next.who);
    next.go();
  }
}
