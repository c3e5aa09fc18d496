import { Injectable } from '@nestjs/common';
import { requestGone, savesBusy, tooManyAtOnce } from '../ue4.errors.js';

/** Requests that are read into memory, worked on, or sent from there. */
const inHand = 4;
/** Of those that wait for that, unread. */
const longestQueue = 24;
/** Of one member or token, waiting ones included. */
const mostOfOne = 8;
const longestWaitMs = 45_000;
const retryAfterSeconds = 5;

interface Waiting {
  readonly go: () => void;
}

/** Keeps what saves take of the server's memory bounded: few are in hand at once, and a bounded number waits unread. */
@Injectable()
export class SaveQueue {
  readonly #waiting: Waiting[] = [];
  readonly #ofOne = new Map<string, number>();
  #inHand = 0;

  /**
   * Does `work` when it is its turn.
   *
   * @param signal raised when nobody wants it any more.
   * @throws DomainError `too_many_at_once`, `saves_busy`, `request_gone`
   */
  async hold<T>(who: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const others = this.#ofOne.get(who) ?? 0;
    if (others >= mostOfOne) throw tooManyAtOnce(mostOfOne);
    this.#ofOne.set(who, others + 1);
    try {
      await this.#turn(signal);
      try {
        return await work();
      } finally {
        this.#pass();
      }
    } finally {
      const left = (this.#ofOne.get(who) ?? 1) - 1;
      if (left === 0) this.#ofOne.delete(who);
      else this.#ofOne.set(who, left);
    }
  }

  #turn(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.reject(requestGone());
    if (this.#inHand < inHand) {
      this.#inHand += 1;
      return Promise.resolve();
    }
    if (this.#waiting.length >= longestQueue) return Promise.reject(savesBusy(retryAfterSeconds));
    return this.#wait(signal);
  }

  #wait(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = (error: Error) => {
        this.#waiting.splice(this.#waiting.indexOf(entry), 1);
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
        go: () => {
          settle();
          resolve();
        },
      };
      signal.addEventListener('abort', abort, { once: true });
      this.#waiting.push(entry);
    });
  }

  /** The place goes to the next who waits. */
  #pass(): void {
    const next = this.#waiting.shift();
    if (next) next.go();
    else this.#inHand -= 1;
  }
}
