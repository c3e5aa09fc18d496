import { oidcStartQuery } from '@bothy/contracts';
import { Controller, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Route } from '../../../platform/http/route.decorator.js';
import { OidcRoundTrip } from '../application/foreign/oidc-round-trip.js';
import { pagePath } from '../domain/page-path.js';
import { OidcArrival, signInPage } from './oidc-arrival.js';
import { OidcCookie } from './oidc-cookie.js';

/** Where browsers, not scripts, come by on their way to the other provider and back. */
@Controller()
export class OidcController {
  constructor(
    private readonly trip: OidcRoundTrip,
    private readonly arrival: OidcArrival,
    private readonly cookie: OidcCookie,
  ) {}

  @Route('oidcStart')
  async start(
    @Query() { back }: z.infer<typeof oidcStartQuery>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    // A link on another site must not sign anybody in: its reader presses the button themselves.
    if (request.headers['sec-fetch-site'] === 'cross-site') return void (await reply.redirect(signInPage, 302));
    await reply.redirect(await this.begin(pagePath(back), reply), 302);
  }

  @Route('oidcCallback')
  async callback(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const browser = this.cookie.read(request);
    this.cookie.clear(reply);
    await reply.redirect(await this.land(queryOf(request), browser, request, reply), 302);
  }

  private async begin(back: string, reply: FastifyReply): Promise<string> {
    try {
      const { url, browser } = await this.trip.begin({ sessionId: null, back });
      this.cookie.set(reply, browser);
      return url;
    } catch (error) {
      return this.arrival.turnAway(error);
    }
  }

  private async land(
    query: string,
    browser: string | null,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<string> {
    try {
      return await this.arrival.receive(await this.trip.take(query, browser), request, reply);
    } catch (error) {
      return this.arrival.turnAway(error);
    }
  }
}

/** As it stands in the address: the library has to see what came twice. */
const queryOf = ({ url }: FastifyRequest): string => url.split('?').slice(1).join('?');
