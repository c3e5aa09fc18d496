import { Injectable, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ByteSink } from '../../../platform/bytes/body.js';
import { DomainError } from '../../../platform/errors/domain-error.js';
import { ResponseSink } from '../../../platform/http/sending/response-sink.js';
import type { GitPassage } from '../application/git/git-proxy.js';
import { clientGone } from './client-gone.js';
import { type ClientLease, ClientLimits } from './client-limits.js';

/** As `git http-backend` says it: what is true of a repository now may not be so in a moment. */
const neverKept = {
  'cache-control': 'no-cache, max-age=0, must-revalidate',
  expires: 'Fri, 01 Jan 1980 00:00:00 GMT',
  pragma: 'no-cache',
};

/** Sends git what comes from a repository, within what one client may take. */
@Injectable()
export class GitSender {
  readonly #logger = new Logger(GitSender.name);

  constructor(private readonly limits: ClientLimits) {}

  /**
   * What fails before the first byte is thrown; behind it, the answer is cut.
   *
   * @param open asks for the answer; its signal is raised when git goes away.
   */
  async send(
    request: FastifyRequest,
    reply: FastifyReply,
    open: (signal: AbortSignal) => Promise<GitPassage>,
  ): Promise<void> {
    const lease = this.limits.enter(request.ip);
    const gone = clientGone(reply);
    try {
      await this.#pass(await open(gone), reply, lease);
    } catch (error) {
      // Nobody is there to be told.
      if (!gone.aborted) throw error;
      reply.hijack();
    } finally {
      lease.end();
    }
  }

  async #pass(passage: GitPassage, reply: FastifyReply, lease: ClientLease): Promise<void> {
    const { contentType, body } = passage;
    const sink = ResponseSink.begin(reply, 200, {
      ...neverKept,
      'content-type': contentType,
      ...(body.lengthBytes !== null && { 'content-length': String(body.lengthBytes) }),
    });
    let isWhole = false;
    try {
      await body.pumpTo(watched(sink, passage, lease));
      isWhole = !sink.signal.aborted;
    } catch (error) {
      const code = error instanceof DomainError ? error.code : 'unknown';
      this.#logger.warn(`A repository broke off while it was read: ${code}.`);
    }
    await passage.over(sink.sentBytes, isWhole);
    if (isWhole) sink.end();
    else sink.cut();
  }
}

const watched = (sink: ResponseSink, passage: GitPassage, lease: ClientLease): ByteSink => ({
  signal: sink.signal,
  write: (bytes) => {
    passage.passed(bytes);
    lease.note(bytes.length);
    return sink.write(bytes);
  },
});
