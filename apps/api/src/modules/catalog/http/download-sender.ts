import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '../../../platform/http/principal.js';
import { refuse } from '../../../platform/http/sending/refuse.js';
import { decide } from '../../../platform/http/sending/representation.js';
import { ResponseSink } from '../../../platform/http/sending/response-sink.js';
import type { FileAddress } from '../application/downloads/download-desk.js';
import { SettledFiles } from '../application/downloads/settled-files.js';
import { isMeasured, type WantedFile } from '../application/downloads/wanted-file.js';
import { cachingOf, fileHeaders, representationOf } from './download-head.js';
import { FileStreamer, type Head } from './file-streamer.js';
import type { ClientLease } from './client-limits.js';

export interface DownloadRequest {
  readonly address: FileAddress;
  /** Undefined: a stranger. */
  readonly principal: Principal | undefined;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly lease: ClientLease;
}

/** Answers with a file, whole or one range of it. */
@Injectable()
export class DownloadSender {
  constructor(
    private readonly files: SettledFiles,
    private readonly streamer: FileStreamer,
  ) {}

  /** What fails before the first byte is thrown; behind it, the answer is cut. */
  send(asked: DownloadRequest): Promise<void> {
    return this.files.use(asked.address, asked.principal, (wanted) => this.#answer(asked, wanted));
  }

  async #answer(asked: DownloadRequest, wanted: WantedFile): Promise<void> {
    const { request, reply } = asked;
    const head = headOf(asked, wanted);
    if (request.method === 'HEAD' || head.status === 304) ResponseSink.begin(reply, head.status, head.headers).end();
    else await this.streamer.stream(asked, wanted, head);
  }
}

/** @throws DomainError `precondition_failed`, `range_not_satisfiable` */
const headOf = ({ address, request, reply }: DownloadRequest, wanted: WantedFile): Head => {
  const caching = cachingOf(wanted, address.version);
  if (!isMeasured(wanted)) {
    const { sizeBytes } = wanted.file;
    const headers: Record<string, string> = { ...fileHeaders(wanted), ...caching, 'accept-ranges': 'none' };
    if (sizeBytes !== null) headers['content-length'] = String(sizeBytes);
    return { status: 200, span: null, headers };
  }
  const representation = representationOf(wanted);
  const decision = decide(request, representation);
  refuse(reply, decision, representation);
  const { status, span } = decision;
  const own = status === 304 ? {} : fileHeaders(wanted);
  return { status, span: status === 206 ? span : null, headers: { ...own, ...caching, ...decision.headers } };
};
