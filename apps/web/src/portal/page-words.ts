import { listPath, toolPath, versionPath } from './portal-paths.js';
import type { PortalPage, ToolHead } from './portal-page.js';
import { day } from './portal-words.js';

/** What search engines and other pages are told of a page. */
export interface PageWords {
  readonly title: string;
  readonly description: string;
  /** Null: it should not be found. */
  readonly path: string | null;
}

export function wordsOf(page: PortalPage): PageWords {
  switch (page.kind) {
    case 'list':
      return { title: 'Tools · Bothy', description: 'Tools that the team makes and shares.', path: listPath };
    case 'tool':
      return { title: titleOf(page.tool), description: page.tool.summary, path: toolPath(page.tool.slug) };
    case 'version': {
      const { tool, version } = page;
      return {
        title: `${tool.name} ${version.version} · Bothy`,
        description: `${tool.name} ${version.version}, ${day(version.releasedAt)}. ${tool.summary}`,
        path: versionPath(tool.slug, version.version),
      };
    }
    default:
      return { title: 'No such page · Bothy', description: 'There is nothing at this address.', path: null };
  }
}

const titleOf = ({ name, latest }: ToolHead): string =>
  latest ? `${name} ${latest.version} · Bothy` : `${name} · Bothy`;
