import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Route } from '../http/route.decorator.js';
import { HealthChecks, type CheckResult } from './health-checks.js';

interface Readiness {
  readonly status: 'ok' | 'failing';
  readonly checks: Record<string, CheckResult>;
}

@Controller()
export class HealthController {
  constructor(private readonly health: HealthChecks) {}

  @Route('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Route('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const checks = await this.health.run();
    const isReady = Object.values(checks).every((check) => check.status === 'ok');
    if (!isReady) reply.status(503);
    return { status: isReady ? 'ok' : 'failing', checks };
  }
}
