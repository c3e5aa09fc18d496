import { logEvent, type LogLine } from '@bothy/contracts';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BothyClient, Unreachable } from './bothy-client.js';
import { CliError } from './cli-error.js';
import { readServerSentEvents } from './server-sent-events.js';

export interface Patience {
  /** Between two tries, doubled up to `longestWaitMs`. */
  firstWaitMs: number;
  longestWaitMs: number;
  /** Silence after which a connection counts as dead; the server beats every 15 s. */
  silenceMs: number;
  /** Given up when the server has not answered for so long. */
  giveUpMs: number;
}

const usualPatience: Patience = { firstWaitMs: 250, longestWaitMs: 5_000, silenceMs: 45_000, giveUpMs: 600_000 };

/** Reads the log of one run to its end, over as many connections as it takes, each line once and in order. */
export class RunFollower {
  #lastId: string | null = null;
  #attempt = 0;
  #seq = 0;
  #lastContact = 0;

  constructor(
    private readonly client: BothyClient,
    private readonly runId: string,
    private readonly patience: Patience = usualPatience,
  ) {}

  /**
   * @param onLine called for each line
   * @param onBreak called once for each lost connection, with the reason
   * @param stop ends the following before the log ends
   * @throws CliError when the server refuses, or stays away for longer than the patience lasts
   */
  async follow(onLine: (line: LogLine) => void, onBreak: (reason: string) => void, stop: AbortSignal): Promise<void> {
    this.#lastContact = Date.now();
    let waitMs = this.patience.firstWaitMs;
    for (;;) {
      const before = this.#lastContact;
      const reason = await this.#readOnce(onLine, stop);
      if (reason === null || stop.aborted) return;
      if (this.#lastContact !== before) {
        waitMs = this.patience.firstWaitMs;
        onBreak(reason);
      }
      if (Date.now() - this.#lastContact > this.patience.giveUpMs) {
        throw new CliError(`${reason} Given up; the run may still go on.`);
      }
      // Spread out, so that a thousand followers do not come back in the same millisecond.
      await sleep(waitMs * (0.75 + Math.random() / 2), undefined, { signal: stop }).catch(() => undefined);
      waitMs = Math.min(waitMs * 2, this.patience.longestWaitMs);
    }
  }

  /** Null when the log has been read to its end, else why the connection ended. */
  async #readOnce(onLine: (line: LogLine) => void, stop: AbortSignal): Promise<string | null> {
    const silence = new AbortController();
    const watchdog = setTimeout(() => silence.abort(), this.patience.silenceMs);
    try {
      const answer = await this.client.request('GET', `/api/runs/${encodeURIComponent(this.runId)}/events`, {
        headers: { accept: 'text/event-stream', ...(this.#lastId ? { 'last-event-id': this.#lastId } : {}) },
        signal: AbortSignal.any([silence.signal, stop]),
      });
      return (await this.#readEvents(answer, watchdog, onLine)) ? null : 'The connection to Bothy ended early.';
    } catch (error) {
      if (error instanceof Unreachable) return error.message;
      if (isBroken(error)) return 'The connection to Bothy broke.';
      throw error;
    } finally {
      clearTimeout(watchdog);
      silence.abort();
    }
  }

  async #readEvents(answer: Response, watchdog: NodeJS.Timeout, onLine: (line: LogLine) => void): Promise<boolean> {
    for await (const event of readServerSentEvents(this.#alive(answer, watchdog))) {
      if (event.event === 'end') return true;
      if (event.event !== 'log') continue;
      const attempt = Number(event.id?.split(':')[0] ?? this.#attempt);
      if (attempt !== this.#attempt) this.#seq = 0;
      this.#attempt = attempt;
      for (const line of logEvent.parse(JSON.parse(event.data)).lines) {
        // A line that came over the broken connection may come again over the new one.
        if (line.seq <= this.#seq) continue;
        this.#seq = line.seq;
        onLine(line);
      }
      this.#lastId = event.id ?? this.#lastId;
    }
    return false;
  }

  async *#alive(answer: Response, watchdog: NodeJS.Timeout): AsyncGenerator<Uint8Array> {
    if (!answer.body) return;
    for await (const chunk of answer.body) {
      watchdog.refresh();
      this.#lastContact = Date.now();
      yield chunk;
    }
  }
}

/** undici ends a cut body with a TypeError `terminated`, and an aborted one with an AbortError. */
function isBroken(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'AbortError' || (error instanceof TypeError && error.message === 'terminated');
}
