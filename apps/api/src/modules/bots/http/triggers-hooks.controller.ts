import { Controller, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TakesBytes, bytesOf } from '../../../platform/http/byte-body.js';
import { Route } from '../../../platform/http/route.decorator.js';
import { HookDesk } from '../application/webhooks/hook-desk.js';

/** Where providers send their deliveries: not members, and not JSON alone. */
@Controller()
export class TriggersHooksController {
  constructor(private readonly desk: HookDesk) {}

  @Route('receiveDelivery')
  @TakesBytes()
  async receive(
    @Param('bot') slug: string,
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const arrival = {
      slug,
      token,
      address: request.ip,
      request: { headers: headersOf(request), body: bytesOf(request) },
    };
    const { id, status, challenge } = await this.desk.receive(arrival);
    reply.header('cache-control', 'no-store');
    if (challenge === null) void reply.status(202).send({ id, status });
    else void reply.status(200).type('text/plain; charset=utf-8').send(challenge);
  }
}

const headersOf = ({ headers }: FastifyRequest): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
