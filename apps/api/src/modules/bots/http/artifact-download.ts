import { Injectable, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { EventStreams } from '../../../platform/http/event-streams.js';
import type { Principal } from '../../../platform/http/principal.js';
import { RunArtifacts } from '../application/artifacts/run-artifacts.js';
import { artifactRangeNotSatisfiable } from '../artifacts.errors.js';
import { attachment } from '../../../platform/http/attachment.js';
import { type ByteRange, parseRange } from './byte-range.js';

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
    const { file, request, reply } = asked;
    const range = rangeOf(asked);
    const { from, to } = range ?? { from: 0, to: file.sizeBytes };
    const headers: Record<string, string> = {
      ...harmless,
      'content-type': file.contentType,
      'content-disposition': attachment(file.name),
      'content-length': String(to - from),
      'accept-ranges': 'bytes',
      etag: etagOf(asked),
    };
    if (range) headers['content-range'] = `bytes ${from}-${to - 1}/${file.sizeBytes}`;
    const status = range ? 206 : 200;
    if (request.method === 'HEAD') {
      this.streams.bytes(reply, asked.principal, status, headers).end();
      return;
    }
    await this.#stream(asked, status, headers, { from, to });
  }

  async #stream(
    { file, principal, reply }: DownloadRequest,
    status: number,
    headers: Record<string, string>,
    { from, to }: ByteRange,
  ): Promise<void> {
    const parts = this.artifacts.open(file, from, to);
    // Before the head goes out: what cannot be opened at all is then an error that can be told.
    let part = await parts.next();
    const stream = this.streams.bytes(reply, principal, status, headers);
    try {
      while (!part.done && !stream.closed) {
        await stream.write(part.value);
        part = await parts.next();
      }
      stream.end();
    } catch (error) {
      this.#logger.error(error, `The artifact ${file.id} of run ${file.runId} could not be read to its end`);
      stream.cut();
    } finally {
      await parts.return(undefined);
    }
  }
}

const etagOf = ({ file }: DownloadRequest): string => `"${file.sha256}"`;

/** Null: the whole. A range of something else than what lies here now is not served (RFC 9110, section 13.1.5). */
function rangeOf(asked: DownloadRequest): ByteRange | null {
  const { file, request, reply } = asked;
  const onlyIf = request.headers['if-range'];
  if (onlyIf !== undefined && onlyIf !== etagOf(asked)) return null;
  const range = parseRange(request.headers.range, file.sizeBytes);
  if (range !== 'unsatisfiable') return range;
  reply.header('content-range', `bytes */${file.sizeBytes}`);
  throw artifactRangeNotSatisfiable(file.sizeBytes);
}
