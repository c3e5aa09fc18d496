import { Injectable, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Body } from '../../../platform/bytes/body.js';
import { DomainError } from '../../../platform/errors/domain-error.js';
import { EventStreams } from '../../../platform/http/event-streams.js';
import type { Principal } from '../../../platform/http/principal.js';
import { ResponseSink } from '../../../platform/http/sending/response-sink.js';
import { DownloadReport } from '../application/downloads/download-report.js';
import { FileOpener } from '../application/downloads/file-opener.js';
import { SettledFiles } from '../application/downloads/settled-files.js';
import type { WantedFile } from '../application/downloads/wanted-file.js';
import type { Span } from '../domain/release-source.js';
import { fileUnavailable } from '../sources.errors.js';
import { clientGone } from './client-gone.js';
import type { ClientLease } from './client-limits.js';
import { DownloadSink } from './download-sink.js';

/** The beginning of an answer. */
export interface Head {
  readonly status: number;
  /** Null: all of the file. */
  readonly span: Span | null;
  readonly headers: Readonly<Record<string, string>>;
}

export interface StreamRequest {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** Undefined: a stranger. */
  readonly principal: Principal | undefined;
  readonly lease: ClientLease;
}

/** An answer under way. */
interface Stream {
  readonly wanted: WantedFile;
  readonly head: Head;
  readonly body: Body;
  readonly sink: DownloadSink;
}

/** Sends the bytes of files, and tells of it. */
@Injectable()
export class FileStreamer {
  readonly #logger = new Logger(FileStreamer.name);

  constructor(
    private readonly opener: FileOpener,
    private readonly report: DownloadReport,
    private readonly files: SettledFiles,
    private readonly streams: EventStreams,
  ) {}

  /** What fails before the first byte is thrown; behind it, the answer is cut. */
  async stream(asked: StreamRequest, wanted: WantedFile, head: Head): Promise<void> {
    const signal = clientGone(asked.reply);
    const opened = await this.#open(wanted, head, signal);
    if (!opened) {
      // Nobody is there to be told.
      asked.reply.hijack();
      return;
    }
    const stream = this.#begin(asked, wanted, head, opened.body, signal);
    const isWhole = await this.#pump(stream);
    const { sentBytes } = stream.sink;
    if (isWhole && !opened.isKept) this.opener.wasFetched(wanted, sentBytes);
    if (!stream.sink.hasBegun) asked.reply.hijack();
    if (sentBytes > 0 || isWhole) await this.#tell(asked.request, stream, isWhole);
  }

  /** Null: whoever asked is gone. */
  async #open(wanted: WantedFile, { span }: Head, signal: AbortSignal) {
    try {
      const opened = await this.opener.open(wanted, span, signal);
      if (!signal.aborted) return opened;
      opened.body.cancel();
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    return null;
  }

  #begin(asked: StreamRequest, wanted: WantedFile, head: Head, body: Body, signal: AbortSignal): Stream {
    const { reply, principal, lease } = asked;
    const { status, span } = head;
    const lengthBytes = body.lengthBytes ?? (span ? span.to - span.from : wanted.file.sizeBytes);
    const headers: Record<string, string> = { ...head.headers };
    if (lengthBytes !== null) headers['content-length'] = String(lengthBytes);
    // What is for members is cut when they are none any more.
    const isWatched = wanted.tool.visibility !== 'public';
    const begin = () =>
      isWatched && principal
        ? this.streams.file(reply, principal, status, headers)
        : ResponseSink.begin(reply, status, headers);
    const sink = new DownloadSink({ begin, lengthBytes, signal, note: (bytes) => lease.note(bytes) });
    return { wanted, head, body, sink };
  }

  /** @returns whether all was sent. */
  async #pump({ wanted, body, sink }: Stream): Promise<boolean> {
    try {
      await body.pumpTo(sink);
      if (sink.signal.aborted) return false;
      return await sink.end();
    } catch (error) {
      if (sink.signal.aborted) return false;
      if (!sink.hasBegun) throw tellable(error);
      sink.cut();
      this.files.suspect(wanted, error);
      const { tool, release, file } = wanted;
      this.#logger.warn(`${file.name} of ${tool.slug} ${release.version} was not sent to its end: ${codeOf(error)}`);
      return false;
    }
  }

  #tell({ ip, headers }: FastifyRequest, { wanted, head, body, sink }: Stream, isWhole: boolean): Promise<void> {
    const { sentBytes } = sink;
    const from = head.span?.from ?? 0;
    // Of what did not end nobody knows how much more there would have been.
    const sizeBytes = wanted.file.sizeBytes ?? body.lengthBytes ?? (isWhole ? sentBytes : sentBytes + 1);
    const visitor = { address: ip, userAgent: headers['user-agent'] ?? '', referrer: headers.referer };
    return this.report.tell(visitor, wanted, { from, to: from + sentBytes, sizeBytes });
  }
}

/** Messages may name the place that the bytes come from. */
const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : error instanceof Error ? error.name : 'unknown';

/** What kept bytes from coming may name the place that they come from; that is not for everybody. */
const tellable = (error: unknown): unknown => {
  const isUpstream = error instanceof DomainError && error.kind === 'unavailable';
  return isUpstream ? fileUnavailable() : error;
};
