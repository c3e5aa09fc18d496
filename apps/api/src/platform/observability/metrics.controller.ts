import { createHash, timingSafeEqual } from 'node:crypto';
import { Controller, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Config } from '../config/config.js';
import { Route } from '../http/route.decorator.js';
import { RefusedCredentials } from '../throttle/refused-credentials.js';
import { metricsClosed, metricsTokenMissing, metricsTokenWrong } from './metrics.errors.js';
import { Metrics } from './metrics.js';

const bearerForm = /^bearer +(\S+)$/i;

/** For a collector, not for members: it has a token of its own in the configuration. */
@Controller()
export class MetricsController {
  constructor(
    private readonly config: Config,
    private readonly metrics: Metrics,
    private readonly refused: RefusedCredentials,
  ) {}

  @Route('metrics')
  async read(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { metricsToken } = this.config;
    if (metricsToken === null) throw metricsClosed();
    await this.checkToken(request, metricsToken);
    const figures = await this.metrics.text();
    if (figures === null) throw metricsClosed();
    await reply.header('cache-control', 'no-store').header('content-type', figures.contentType).send(figures.body);
  }

  private async checkToken({ headers, ip }: FastifyRequest, expected: string): Promise<void> {
    if (headers.authorization === undefined) throw metricsTokenMissing();
    const token = bearerForm.exec(headers.authorization)?.[1];
    if (token !== undefined && isSame(token, expected)) return;
    await this.refused.count(ip);
    throw metricsTokenWrong();
  }
}

/** In a time that depends neither on where the texts differ nor on their lengths. */
const isSame = (a: string, b: string): boolean => timingSafeEqual(digestOf(a), digestOf(b));

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();
