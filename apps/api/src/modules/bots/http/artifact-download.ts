import { Injectable, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ReadableBody } from '../../../platform/bytes/readable-body.js';
import { attachment } from '../../../platform/http/attachment.js';
import { EventStreams } from '../../../platform/http/event-streams.js';
import type { Principal } from '../../../platform/http/principal.js';
import type { ByteRange } from '../../../platform/http/sending/byte-range.js';
import { refuse } from '../../../platform/http/sending/refuse.js';
import { decide } from '../../../platform/http/sending/representation.js';
import { RunArtifacts } from '../application/artifacts/run-artifacts.js';

interface DownloadRequest {
  file: Awaited<ReturnType<RunArtifacts['get']>>;
  principal: Principal;
  request: FastifyRequest;
  reply: FastifyReply;
}

/** A bot writes what it likes: whatever a browser makes of it, it is no page of ours and may do nothing. */
const harmless = {
  'content-security-policy': "sandbox; default-src 'none'",
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
};

/** Answers with a file that a run left, whole or one range of it. */
@Injectable()
export class ArtifactDownload {
  readonly #logger = new Logger(ArtifactDownload.name);

  constructor(
    private readonly artifacts: RunArtifacts,
    private readonly streams: EventStreams,
  ) {}

  async send(asked: DownloadRequest): Promise<void> {
    const { file, principal, request, reply } = asked;
    const lies = { etag: `"${file.sha256}"`, sizeBytes: file.sizeBytes };
    const decided = decide(request, lies);
    refuse(reply, decided, lies);
    const { status, span } = decided;
    const type = { 'content-type': file.contentType, 'content-disposition': attachment(file.name) };
    const headers = { ...harmless, ...type, ...decided.headers };
    if (span && request.method !== 'HEAD') await this.#stream(asked, status, headers, span);
    else this.streams.file(reply, principal, status, headers).end();
  }

  async #stream(
    { file, principal, reply }: DownloadRequest,
    status: number,
    headers: Record<string, string>,
    { from, to }: ByteRange,
  ): Promise<void> {
    const parts = this.artifacts.open(file, from, to);
    // Before the head goes out: what cannot be opened at all is then an error that can be told.
    const first = await parts.next();
    const sink = this.streams.file(reply, principal, status, headers);
    try {
      await new ReadableBody(again(first, parts), to - from).pumpTo(sink);
      sink.end();
    } catch (error) {
      this.#logger.error(error, `The artifact ${file.id} of run ${file.runId} could not be read to its end`);
      sink.cut();
    } finally {
      await parts.return(undefined);
    }
  }
}

async function* again(first: IteratorResult<Buffer>, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  if (first.done) return;
  yield first.value;
  yield* rest;
}
