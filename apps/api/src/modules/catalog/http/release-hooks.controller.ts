import { Controller, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TakesBytes } from '../../../platform/http/byte-body.js';
import { Route } from '../../../platform/http/route.decorator.js';
import { ReleaseHooks } from '../application/sources/release-hooks.js';

/** Where GitLab tells of releases. What it tells is not read: the source is asked itself. */
@Controller()
export class ReleaseHooksController {
  constructor(private readonly hooks: ReleaseHooks) {}

  @Route('receiveReleaseHook')
  @TakesBytes()
  async receive(
    @Param('slug') slug: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const [token, event] = [headerOf(request, 'x-gitlab-token'), headerOf(request, 'x-gitlab-event')];
    await this.hooks.receive({ slug, token, event, address: request.ip });
    void reply.header('cache-control', 'no-store').status(202).send();
  }
}

const headerOf = ({ headers }: FastifyRequest, name: string): string | undefined => {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
};
