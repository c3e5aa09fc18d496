import { isFinal, type Run } from '@bothy/contracts';
import { Injectable, Logger } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { EventBus } from '../../../platform/events/event-bus.js';
import { EventStreams } from '../../../platform/http/event-streams.js';
import type { OpenStream } from '../../../platform/http/open-stream.js';
import type { Principal } from '../../../platform/http/principal.js';
import { LogReader } from '../application/logs/log-reader.js';
import { RunLedger } from '../application/runs/run-ledger.js';
import { RunRepository } from '../persistence/run.repository.js';
import { badEventId } from '../bots.errors.js';

const eventOf = (name: 'status' | 'end', run: Run) => `event: ${name}\ndata: ${JSON.stringify(run)}\n\n`;

/** Sends a run as server-sent events: the logs of its attempts, its states, and its end once the last line is out. */
@Injectable()
export class RunEvents {
  readonly #logger = new Logger(RunEvents.name);

  constructor(
    private readonly reader: LogReader,
    private readonly ledger: RunLedger,
    private readonly runs: RunRepository,
    private readonly streams: EventStreams,
    private readonly events: EventBus,
  ) {}

  /** `lastEventId` is the `attempt:seq` that the reader has seen last. */
  async send(run: Run, lastEventId: string | string[] | undefined, principal: Principal, reply: FastifyReply) {
    const seen = seenOf(run, lastEventId);
    const stream = this.streams.events(reply, principal);
    const stopListening = this.#sendStates(run, stream);
    try {
      await this.#sendLogs(run, seen, stream);
      await this.#sendEnd(run, stream);
    } catch (error) {
      this.#logger.error(error, `The log of run ${run.id} could not be read`);
      stream.cut();
    } finally {
      stopListening();
    }
  }

  /** One attempt after another, those that began meanwhile too. */
  async #sendLogs(run: Run, seen: { attempt: number; seq: number }, stream: OpenStream): Promise<void> {
    for (let now: Run | null = run, { attempt, seq } = seen; now && !stream.closed; attempt += 1, seq = 0) {
      if (attempt > now.attempt) return;
      await this.reader.events(now, attempt, seq, stream);
      now = await this.runs.find(run.id);
    }
  }

  /** The last state is left to {@link #sendEnd}: lines may still be on their way. */
  #sendStates(run: Run, stream: OpenStream): () => void {
    if (!isFinal(run.status)) stream.push(eventOf('status', this.ledger.withLiveCount(run)));
    return this.events.on('run.changed', (changed) => {
      if (changed.id === run.id && !isFinal(changed.status)) stream.push(eventOf('status', changed));
    });
  }

  async #sendEnd(run: Run, stream: OpenStream): Promise<void> {
    if (stream.closed) return;
    const ended = await this.runs.find(run.id);
    if (ended && isFinal(ended.status)) stream.push(eventOf('status', ended) + eventOf('end', ended));
    stream.end();
  }
}

/** What a reader has seen last: the attempt, and the line in it. A reader that has seen nothing gets all attempts. */
function seenOf(run: Run, lastEventId: string | string[] | undefined): { attempt: number; seq: number } {
  if (lastEventId === undefined || lastEventId === '') return { attempt: 1, seq: 0 };
  const match = /^(\d{1,9}):(\d{1,12})$/.exec(String(lastEventId));
  const attempt = Number(match?.[1]);
  if (!match || attempt > run.attempt || attempt < 1) throw badEventId();
  return { attempt, seq: Number(match[2]) };
}
