import { Controller, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Route } from '../../../platform/http/route.decorator.js';
import { Badges } from '../application/tools/badges.js';
import { sendDocument } from './portal-sender.js';

/** Pages of any site may show it; opened by itself it is a picture and may do nothing. */
const picture = {
  'content-security-policy': "sandbox; default-src 'none'",
  'cross-origin-resource-policy': 'cross-origin',
  'access-control-allow-origin': '*',
};

@Controller()
export class BadgeController {
  constructor(private readonly badges: Badges) {}

  @Route('badge')
  async show(@Param('tool') tool: string, @Param('image') image: string, @Res() reply: FastifyReply): Promise<void> {
    const { isFound, svg } = await this.badges.draw(tool, image);
    const headers = { ...picture, 'cache-control': `public, max-age=${isFound ? 300 : 60}` };
    const status = isFound ? 200 : 404;
    await sendDocument(reply, { status, contentType: 'image/svg+xml', text: svg, headers });
  }
}
