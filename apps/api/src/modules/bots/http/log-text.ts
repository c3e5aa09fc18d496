import { isFinal, type Run } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { EventStreams } from '../../../platform/http/event-streams.js';
import type { Principal } from '../../../platform/http/principal.js';
import { LogReader } from '../application/logs/log-reader.js';
import { RunLogs } from '../application/logs/run-logs.js';
import { attemptNotFound, rangeNotSatisfiable } from '../bots.errors.js';
import type { LiveLog } from '../log/live-log.js';
import { RunRepository } from '../persistence/run.repository.js';
import { type ByteRange, parseRange } from '../../../platform/http/sending/byte-range.js';

interface TextRequest {
  run: Run;
  attempt?: number;
  follow: boolean;
  principal: Principal;
  request: FastifyRequest;
  reply: FastifyReply;
}

/** Whether a caller who accepts several things would rather have text than JSON. */
export const prefersText = (accept = ''): boolean =>
  accept.includes('text/plain') && !/application\/json.*text\/plain/.test(accept);

/** Answers with a log as the program printed it. */
@Injectable()
export class LogText {
  constructor(
    private readonly logs: RunLogs,
    private readonly reader: LogReader,
    private readonly streams: EventStreams,
    private readonly runs: RunRepository,
  ) {}

  send(asked: TextRequest): Promise<void> {
    const { run, attempt, follow } = asked;
    if (attempt !== undefined && attempt > run.attempt) throw attemptNotFound(attempt);
    if (follow && !isFinal(run.status)) return this.#sendFollowed(asked);
    return this.logs.use(run, attempt, (log) => this.#sendWhole(asked, log));
  }

  /** To the end of the run: further attempts follow, unless one was named. */
  async #sendFollowed(asked: TextRequest): Promise<void> {
    const type = { 'content-type': 'text/plain; charset=utf-8' };
    const stream = this.streams.bytes(asked.reply, asked.principal, 200, type);
    try {
      let now: Run | null = asked.run;
      for (let attempt = asked.attempt ?? now.attempt; now && attempt <= now.attempt && !stream.closed; attempt += 1) {
        await this.logs.use(now, attempt, (log) => this.reader.text(log, 0, null, stream));
        now = asked.attempt === undefined ? await this.runs.find(asked.run.id) : null;
      }
      stream.end();
    } catch (error) {
      stream.cut();
      throw error;
    }
  }

  async #sendWhole(asked: TextRequest, log: LiveLog): Promise<void> {
    const totalBytes = (await log.file.locateText(Number.POSITIVE_INFINITY, log.end)).textOffset;
    const range = parseRange(asked.request.headers.range, totalBytes);
    if (range === 'unsatisfiable') {
      asked.reply.header('content-range', `bytes */${totalBytes}`);
      throw rangeNotSatisfiable(totalBytes);
    }
    const { from, to } = range ?? ({ from: 0, to: totalBytes } satisfies ByteRange);
    const headers: Record<string, string> = { 'accept-ranges': 'bytes', 'content-length': String(to - from) };
    // The whole of a log that still grows is not known yet.
    const whole = log.complete ? String(totalBytes) : '*';
    if (range) headers['content-range'] = `bytes ${from}-${to - 1}/${whole}`;
    await this.#send(asked, log, range ? 206 : 200, headers, { from, to });
  }

  async #send(
    { reply, principal }: TextRequest,
    log: LiveLog,
    status: number,
    headers: Record<string, string>,
    { from, to }: ByteRange,
  ): Promise<void> {
    const type = { 'content-type': 'text/plain; charset=utf-8' };
    const stream = this.streams.bytes(reply, principal, status, { ...type, ...headers });
    try {
      await this.reader.text(log, from, to, stream);
      stream.end();
    } catch (error) {
      stream.cut();
      throw error;
    }
  }
}
