import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '../../../platform/http/principal.js';
import { streamOf, type StreamBody } from '../../../platform/http/stream-body.js';
import { SaveQueue } from '../application/save-queue.js';
import { SaveThrottle } from '../application/save-throttle.js';
import { bodyTooLarge } from '../ue4.errors.js';

export interface Arrival {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly principal: Principal;
  /** Of the whole body. */
  readonly limitBytes: number;
}

/** Lets requests with saves in: so many a minute, so few at once, and none that says that it is too large. */
@Injectable()
export class SaveIntake {
  constructor(
    private readonly throttle: SaveThrottle,
    private readonly queue: SaveQueue,
  ) {}

  /**
   * Does `work` with the body, of which nothing is read before. The signal is raised when the client goes away, and at
   * the end of the work.
   *
   * @throws DomainError `body_too_large`, `too_many_requests`, and what {@link SaveQueue.hold} throws.
   */
  async take<T>(
    { request, reply, principal, limitBytes }: Arrival,
    work: (body: StreamBody, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const body = streamOf(request);
    if ((body.lengthBytes ?? 0) > limitBytes) throw bodyTooLarge();
    await this.throttle.count(principal.actor.id);
    const gone = new AbortController();
    const end = () => gone.abort();
    reply.raw.once('close', end);
    try {
      return await this.queue.hold(principal.memberId, gone.signal, () => work(body, gone.signal));
    } finally {
      reply.raw.off('close', end);
      end();
    }
  }
}
