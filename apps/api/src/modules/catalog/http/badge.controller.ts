import { Controller, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Route } from '../../../platform/http/route.decorator.js';
import { Badges } from '../application/tools/badges.js';

/** Pages of any site may show it; opened by itself it is a picture and may do nothing. */
const picture = {
  'content-type': 'image/svg+xml; charset=utf-8',
  'content-security-policy': "sandbox; default-src 'none'",
  'cross-origin-resource-policy': 'cross-origin',
  'access-control-allow-origin': '*',
};

@Controller()
export class BadgeController {
  constructor(private readonly badges: Badges) {}

  @Route('badge')
  async show(
    @Param('tool') tool: string,
    @Param('image') image: string,
    @Req() { headers }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { isFound, svg, etag } = await this.badges.draw(tool, image);
    void reply.headers({ ...picture, 'cache-control': `public, max-age=${isFound ? 300 : 60}`, etag });
    if (isFound && isKnown(headers['if-none-match'], etag)) await reply.code(304).send();
    else await reply.code(isFound ? 200 : 404).send(svg);
  }
}

/** Compared weakly: whoever packed the picture on its way made the mark a weak one (RFC 9110, 13.1.2). */
const isKnown = (ifNoneMatch: string | undefined, etag: string): boolean =>
  ifNoneMatch?.split(',').some((mark) => mark.trim() === '*' || mark.trim().replace(/^W\//, '') === etag) ?? false;
