import type { Tool, ToolSummary } from '@bothy/contracts';
import { pageOf, type PortalPage } from './portal-page.js';
import type { PortalPlace } from './portal-paths.js';

/** What is shown at a place of the portal. @throws Error when the server cannot be asked */
export async function loadPage(place: PortalPlace, signal: AbortSignal): Promise<PortalPage> {
  if (place.kind === 'list') return { kind: 'list', tools: await allTools(signal) };
  // The page that was sent came with its Markdown read; what reads it is loaded beside the first one that was not.
  const [tool, { readMarkdown }] = await Promise.all([
    ask<Tool>(`/api/catalog/tools/${encodeURIComponent(place.slug)}`, signal),
    import('./read-markdown.js'),
  ]);
  if (!tool) return { kind: 'missing' };
  const input = place.kind === 'tool' ? { ...place, tool } : { ...place, tool, version: place.version };
  return pageOf(input, readMarkdown);
}

async function allTools(signal: AbortSignal): Promise<ToolSummary[]> {
  const tools: ToolSummary[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const behind: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
    const page: { items: ToolSummary[]; nextCursor: string | null } | null = await ask(
      `/api/catalog/tools?limit=200${behind}`,
      signal,
    );
    tools.push(...(page?.items ?? []));
    cursor = page?.nextCursor ?? null;
  }
  return tools;
}

/** Without credentials: the portal is the same for everybody. Null: there is nothing at the address. */
async function ask<T>(path: string, signal: AbortSignal): Promise<T | null> {
  const answer = await fetch(path, { signal, credentials: 'omit', headers: { accept: 'application/json' } });
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return (await answer.json()) as T;
}
