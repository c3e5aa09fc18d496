import { Injectable } from '@nestjs/common';
import { Config } from '../../../../platform/config/config.js';
import { PublicReleasesRepository } from '../../persistence/public-releases.repository.js';
import { ToolRepository } from '../../persistence/tool.repository.js';
import { ToolLinks } from '../tools/tool-links.js';

/** As many as search engines read of one sitemap. */
const mostAddresses = 50_000;

interface Address {
  readonly url: string;
  /** An instant; null where nothing tells. */
  readonly changedAt: string | null;
}

/** What search engines are told: which pages there are, and where they may look. */
@Injectable()
export class SiteMap {
  constructor(
    private readonly tools: ToolRepository,
    private readonly releases: PublicReleasesRepository,
    private readonly links: ToolLinks,
    private readonly config: Config,
  ) {}

  async xml(): Promise<string> {
    const addresses = (await this.#addresses()).slice(0, mostAddresses);
    const lines = addresses.map(({ url, changedAt }) => {
      const changed = changedAt === null ? '' : `<lastmod>${changedAt}</lastmod>`;
      return `  <url><loc>${url.replaceAll('&', '&amp;').replaceAll("'", '&apos;')}</loc>${changed}</url>`;
    });
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
      ...lines,
      '</urlset>\n',
    ].join('\n');
  }

  robots(): string {
    return [
      'User-agent: *',
      'Allow: /tools',
      ...['/api/', '/d/', '/git/', '/health/'].map((path) => `Disallow: ${path}`),
      '',
      `Sitemap: ${this.config.publicUrl}/sitemap.xml`,
      '',
    ].join('\n');
  }

  async #addresses(): Promise<Address[]> {
    const [all, versions] = await Promise.all([this.tools.all(), this.releases.all(mostAddresses)]);
    const tools = all.filter(({ visibility }) => visibility === 'public');
    const newest = new Map<string, string>();
    for (const { slug, releasedAt } of versions) newest.set(slug, later(newest.get(slug), releasedAt));
    const pages = tools.map(({ slug, updatedAt }) => ({
      url: this.links.page(slug),
      changedAt: later(newest.get(slug), updatedAt),
    }));
    return [
      {
        url: `${this.config.publicUrl}/tools`,
        changedAt:
          pages
            .map((page) => page.changedAt)
            .toSorted()
            .at(-1) ?? null,
      },
      ...pages,
      ...versions.map(({ slug, version, releasedAt }) => ({
        url: this.links.version(slug, version),
        changedAt: releasedAt,
      })),
    ];
  }
}

const later = (one: string | undefined, other: string): string =>
  one !== undefined && Date.parse(one) > Date.parse(other) ? one : other;
