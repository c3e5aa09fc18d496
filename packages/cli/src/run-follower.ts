import { setTimeout as sleep } from 'node:timers/promises';
import { logEvent, type LogLine } from '@bothy/contracts';
import { runPath } from './bothy-api.js';
import { type BothyClient, Unreachable } from './bothy-client.js';
import { CliError } from './cli-error.js';
import { runFacts, type RunFacts } from './run-facts.js';
import { readServerSentEvents, type ServerSentEvent } from './server-sent-events.js';

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

/** Who is told what comes. */
export interface Reader {
  /** Lines of one attempt, each once and in order. */
  lines(lines: readonly LogLine[], attempt: number): void;
  /** A state of the run on the way. */
  status(run: RunFacts): void;
  /** A connection was lost; called once for each, with the reason. */
  broken(reason: string): void;
}

/** Reads the log of one run to its end, over as many connections and attempts as it takes. */
export class RunFollower {
  #lastId: string | null = null;
  #attempt = 0;
  #seq = 0;
  #lastContact = 0;

  constructor(
    private readonly client: BothyClient,
    private readonly runId: string,
    private readonly reader: Reader,
    private readonly patience: Patience = usualPatience,
  ) {}

  /** Begins behind this line. */
  skipTo(attempt: number, seq: number): void {
    this.#lastId = `${attempt}:${seq}`;
    this.#attempt = attempt;
    this.#seq = seq;
  }

  /**
   * @param stop ends the following before the log ends
   * @throws CliError when the server refuses, or stays away for longer than the patience lasts
   */
  async follow(stop: AbortSignal): Promise<void> {
    this.#lastContact = Date.now();
    let waitMs = this.patience.firstWaitMs;
    for (;;) {
      const before = this.#lastContact;
      const reason = await this.#readOnce(stop);
      if (reason === null || stop.aborted) return;
      if (this.#lastContact !== before) {
        waitMs = this.patience.firstWaitMs;
        this.reader.broken(reason);
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
  async #readOnce(stop: AbortSignal): Promise<string | null> {
    const silence = new AbortController();
    const watchdog = setTimeout(() => silence.abort(), this.patience.silenceMs);
    try {
      const answer = await this.client.request('GET', `${runPath(this.runId)}/events`, {
        headers: { accept: 'text/event-stream', ...(this.#lastId ? { 'last-event-id': this.#lastId } : {}) },
        signal: AbortSignal.any([silence.signal, stop]),
      });
      return (await this.#readEvents(answer, watchdog)) ? null : 'The connection to Bothy ended early.';
    } catch (error) {
      if (error instanceof Unreachable) return error.message;
      if (isBroken(error)) return 'The connection to Bothy broke.';
      throw error;
    } finally {
      clearTimeout(watchdog);
      silence.abort();
    }
  }

  /** Whether the end of the run was told. */
  async #readEvents(answer: Response, watchdog: NodeJS.Timeout): Promise<boolean> {
    for await (const event of readServerSentEvents(this.#alive(answer, watchdog))) {
      if (event.event === 'end') return true;
      if (event.event === 'status') this.#takeStatus(event);
      if (event.event === 'log') this.#takeLines(event);
    }
    return false;
  }

  #takeLines({ id, data }: ServerSentEvent): void {
    const attempt = Number(id?.split(':')[0] ?? this.#attempt);
    if (attempt !== this.#attempt) this.#seq = 0;
    this.#attempt = attempt;
    // What came over the broken connection may come again over the new one.
    const fresh = logEvent.parse(JSON.parse(data)).lines.filter((line) => line.seq > this.#seq);
    this.#seq = fresh.at(-1)?.seq ?? this.#seq;
    this.#lastId = id ?? this.#lastId;
    if (fresh.length > 0) this.reader.lines(fresh, attempt);
  }

  #takeStatus({ data }: ServerSentEvent): void {
    const told = runFacts.safeParse(JSON.parse(data));
    if (told.success) this.reader.status(told.data);
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
