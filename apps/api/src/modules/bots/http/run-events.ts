import { isFinal, type Run } from '@bothy/contracts';
import { Injectable, Logger } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { EventBus } from '../../../platform/events/event-bus.js';
import { EventStreams } from '../../../platform/http/event-streams.js';
import type { OpenStream } from '../../../platform/http/open-stream.js';
import type { Principal } from '../../../platform/http/principal.js';
import { LogReader } from '../application/logs/log-reader.js';
import { RunLedger } from '../application/runs/run-ledger.js';
import { badEventId } from '../bots.errors.js';

const eventOf = (name: 'status' | 'end', run: Run) => `event: ${name}\ndata: ${JSON.stringify(run)}\n\n`;

/** Sends a run as server-sent events: its log, its states, and its end once the last line is out. */
@Injectable()
export class RunEvents {
  readonly #logger = new Logger(RunEvents.name);

  constructor(
    private readonly reader: LogReader,
    private readonly ledger: RunLedger,
    private readonly streams: EventStreams,
    private readonly events: EventBus,
  ) {}

  /** `lastEventId` is the `attempt:seq` that the reader has seen last. */
  async send(run: Run, lastEventId: string | string[] | undefined, principal: Principal, reply: FastifyReply) {
    const after = seenLines(run, lastEventId);
    const stream = this.streams.events(reply, principal);
    const stopListening = this.#sendStates(run, stream);
    try {
      await this.reader.events(run, after, stream);
      await this.#sendEnd(run, stream);
    } catch (error) {
      this.#logger.error(error, `The log of run ${run.id} could not be read`);
      stream.cut();
    } finally {
      stopListening();
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
    const ended = await this.ledger.find(run.id);
    if (ended && isFinal(ended.status)) stream.push(eventOf('status', ended) + eventOf('end', ended));
    stream.end();
  }
}

function seenLines(run: Run, lastEventId: string | string[] | undefined): number {
  if (lastEventId === undefined || lastEventId === '') return 0;
  const match = /^(\d{1,9}):(\d{1,12})$/.exec(String(lastEventId));
  if (!match || Number(match[1]) > run.attempt) throw badEventId();
  // Of an earlier attempt all is seen or given up; the present one is sent whole.
  return Number(match[1]) === run.attempt ? Number(match[2]) : 0;
}
