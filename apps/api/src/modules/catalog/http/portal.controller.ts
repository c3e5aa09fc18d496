import { Controller, Param, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Clock } from '../../../platform/clock/clock.js';
import { Route } from '../../../platform/http/route.decorator.js';
import type { RenderedPage } from '../application/portal/page-renderer.js';
import { PortalPages } from '../application/portal/portal-pages.js';
import { ReleaseFeeds } from '../application/portal/release-feeds.js';
import { SiteMap } from '../application/portal/site-map.js';
import { MissingPageFilter } from './missing-page.filter.js';
import { sendDocument } from './portal-sender.js';

/** What everybody may read of the team's tools, and what search engines and feed readers are told of them. */
@Controller()
export class PortalController {
  constructor(
    private readonly pages: PortalPages,
    private readonly feeds: ReleaseFeeds,
    private readonly siteMap: SiteMap,
    private readonly clock: Clock,
  ) {}

  @Route('portalTools')
  @UseFilters(MissingPageFilter)
  async tools(@Res() reply: FastifyReply): Promise<void> {
    await sendPage(reply, await this.pages.list());
  }

  @Route('portalTool')
  @UseFilters(MissingPageFilter)
  async tool(@Param('slug') slug: string, @Res() reply: FastifyReply): Promise<void> {
    await sendPage(reply, await this.pages.tool(slug));
  }

  @Route('portalVersion')
  @UseFilters(MissingPageFilter)
  async version(
    @Param('slug') slug: string,
    @Param('version') version: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendPage(reply, await this.pages.version(slug, version));
  }

  @Route('portalFeed')
  async feed(@Res() reply: FastifyReply): Promise<void> {
    await sendFeed(reply, await this.feeds.ofAll(this.clock.now()));
  }

  @Route('portalToolFeed')
  async toolFeed(@Param('slug') slug: string, @Res() reply: FastifyReply): Promise<void> {
    await sendFeed(reply, await this.feeds.ofTool(slug));
  }

  @Route('sitemap')
  async sitemap(@Res() reply: FastifyReply): Promise<void> {
    await sendDocument(reply, { status: 200, contentType: 'application/xml', text: await this.siteMap.xml() });
  }

  @Route('robots')
  async robots(@Res() reply: FastifyReply): Promise<void> {
    await sendDocument(reply, { status: 200, contentType: 'text/plain', text: this.siteMap.robots() });
  }
}

const sendPage = (reply: FastifyReply, { found, html }: RenderedPage): Promise<void> =>
  sendDocument(reply, { status: found ? 200 : 404, contentType: 'text/html', text: html });

const sendFeed = (reply: FastifyReply, text: string): Promise<void> =>
  sendDocument(reply, { status: 200, contentType: 'application/atom+xml', text });
