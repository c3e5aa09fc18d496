import { Injectable, Logger } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { attachment } from '../../../platform/http/attachment.js';
import { DomainError } from '../../../platform/errors/domain-error.js';
import { EventStreams } from '../../../platform/http/event-streams.js';
import type { OpenStream } from '../../../platform/http/open-stream.js';
import type { Principal } from '../../../platform/http/principal.js';
import { ErrorReporter } from '../../../platform/observability/error-reporter.js';
import { Pace, type PaceRules } from './pace.js';

interface Outgoing {
  readonly reply: FastifyReply;
  readonly principal: Principal;
  readonly parts: AsyncIterable<Buffer>;
  readonly contentType: string;
  /** Null where it is not known beforehand. */
  readonly sizeBytes: number | null;
  /** Null for what has no name. */
  readonly name: string | null;
}

/** Whoever takes it too slowly is cut off: what is sent lies in memory, and holds what others wait for. */
const sendingRules: PaceRules = {
  longestStallMs: 30_000,
  leastBytesPerSecond: 256 * 1024,
  longestMs: 30 * 60_000,
};

/** Whatever a browser makes of a save, it is no page of ours. */
const harmless = {
  'content-security-policy': "sandbox; default-src 'none'",
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
};

/** Answers with bytes as they come. */
@Injectable()
export class BytesSender {
  readonly #logger = new Logger(BytesSender.name);

  constructor(
    private readonly streams: EventStreams,
    private readonly reporter: ErrorReporter,
  ) {}

  /** What fails before the first byte is thrown; behind it, the answer is cut. */
  async send({ reply, principal, parts, contentType, sizeBytes, name }: Outgoing): Promise<void> {
    const coming = parts[Symbol.asyncIterator]();
    let part = await coming.next();
    const stream = this.streams.bytes(reply, principal, 200, {
      ...harmless,
      'content-type': contentType,
      ...(name !== null && { 'content-disposition': attachment(name) }),
      ...(sizeBytes !== null && { 'content-length': String(sizeBytes) }),
    });
    const pace = new Pace(sendingRules);
    try {
      while (!part.done && !stream.closed) {
        await written(stream, part.value, pace);
        part = await coming.next();
      }
      stream.end();
    } catch (error) {
      if (!stream.closed) this.#tell(error, reply.request.id);
      stream.cut();
    } finally {
      await coming.return?.();
    }
  }

  #tell(error: unknown, requestId: string): void {
    // Of what is told to clients, nothing is for the log.
    if (error instanceof DomainError && error.kind !== 'fault') {
      this.#logger.warn(`A save was not sent to its end: ${error.code}.`);
      return;
    }
    this.#logger.error({ requestId, err: error }, 'A save could not be sent to its end.');
    this.reporter.report(error, requestId);
  }
}

const written = async (stream: OpenStream, bytes: Buffer, pace: Pace): Promise<void> => {
  const began = performance.now();
  const timer = setTimeout(() => stream.cut(), pace.leftMs);
  try {
    await stream.write(bytes);
  } finally {
    clearTimeout(timer);
    pace.note(bytes.length, performance.now() - began);
  }
};
