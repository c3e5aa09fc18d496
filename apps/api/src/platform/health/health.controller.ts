import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Route } from '../http/route.decorator.js';
import { HealthChecks, type Readiness } from './health-checks.js';

@Controller()
export class HealthController {
  constructor(private readonly health: HealthChecks) {}

  @Route('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Route('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const readiness = await this.health.run();
    if (readiness.status === 'failing') reply.status(503);
    return readiness;
  }
}
