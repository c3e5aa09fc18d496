import { Injectable } from '@nestjs/common';
import { Feed } from 'feed';
import { Config } from '../../../../platform/config/config.js';
import { escapeHtml } from '../../../../platform/text/escape-html.js';
import { type PublicRelease, PublicReleasesRepository } from '../../persistence/public-releases.repository.js';
import { ToolLinks } from '../tools/tool-links.js';
import { ToolShelf } from '../tools/tool-shelf.js';

const mostEntries = 50;
const dayMs = 86_400_000;
/** A reader shows the beginning; the page has the rest. */
const longestNotes = 20_000;

/** The newest releases, for feed readers (Atom). */
@Injectable()
export class ReleaseFeeds {
  constructor(
    private readonly releases: PublicReleasesRepository,
    private readonly shelf: ToolShelf,
    private readonly links: ToolLinks,
    private readonly config: Config,
  ) {}

  /** @param now tells the day from which a feed without releases is. */
  async ofAll(now: Date): Promise<string> {
    const page = `${this.config.publicUrl}/tools`;
    // A feed that says another time with each request would never be the same as before.
    const today = new Date(now.getTime() - (now.getTime() % dayMs));
    return this.#write(page, 'Releases of all tools', await this.releases.newest(mostEntries), today);
  }

  /** @throws DomainError `tool_not_found` */
  async ofTool(slug: string): Promise<string> {
    const tool = await this.shelf.seePublic(slug);
    const releases = await this.releases.newest(mostEntries, slug);
    return this.#write(this.links.page(slug), `Releases of ${tool.name}`, releases, new Date(tool.updatedAt));
  }

  #write(page: string, title: string, releases: readonly PublicRelease[], emptySince: Date): string {
    const newest = releases[0];
    const feed = new Feed({
      id: page,
      title: readable(title),
      link: page,
      feedLinks: { atom: `${page}/feed.xml` },
      generator: 'Bothy',
      author: { name: 'Bothy' },
      // The same releases are the same feed: the time is theirs, not that of asking.
      updated: newest ? new Date(newest.releasedAt) : emptySince,
    });
    for (const release of releases) feed.addItem(this.#entry(release));
    return feed.atom1();
  }

  #entry({ slug, version, tool, name, notes, releasedAt }: PublicRelease) {
    const link = this.links.version(slug, version);
    const called = name === version ? '' : ` (${name})`;
    return {
      id: link,
      link,
      title: markup(`${tool} ${version}${called}`),
      date: new Date(releasedAt),
      published: new Date(releasedAt),
      ...(notes.trim() !== '' && { content: paragraphs(notes) }),
    };
  }
}

/** Without the characters that XML has no way to write. */
const readable = (text: string): string =>
  text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');

/** Text as HTML, which is what the feed's entries hold. */
const markup = (text: string): string => escapeHtml(readable(text));

/** Notes as they were written: readers of feeds differ too much in what they make of more. */
const paragraphs = (notes: string): string =>
  notes
    .slice(0, longestNotes)
    .trim()
    .split(/\r?\n[ \t]*\r?\n/)
    .map((part) => `<p>${markup(part).replace(/\r?\n/g, '<br>')}</p>`)
    .join('\n');
