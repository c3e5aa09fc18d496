import type { Tool, ToolSummary } from '@bothy/contracts';
import { pageOf, type PortalPage } from './portal-page.js';
import type { PortalPlace } from './portal-paths.js';

/** The server gave no answer at all: there is no connection, or nobody at its other end. */
export class Unreachable extends Error {}

/** What is shown at a place of the portal. @throws Unreachable without a connection @throws Error when it cannot be asked */
export async function loadPage(place: PortalPlace, signal: AbortSignal): Promise<PortalPage> {
  if (place.kind === 'list') return { kind: 'list', tools: await allTools(signal) };
  // The page that was sent came with its Markdown read; what reads it is loaded beside the first one that was not.
  const [asked, reading] = await Promise.allSettled([
    ask<Tool>(`/api/catalog/tools/${encodeURIComponent(place.slug)}`, signal),
    import('./read-markdown.js'),
  ]);
  // Without a connection both fail, and the answer tells why; a part that an update took away, the browser loads anew.
  if (asked.status === 'rejected') throw asked.reason;
  if (reading.status === 'rejected') throw reading.reason;
  const [tool, { readMarkdown }] = [asked.value, reading.value];
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
  const answer = await fetch(path, { signal, credentials: 'omit', headers: { accept: 'application/json' } }).catch(
    unreachable,
  );
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return (await answer.json()) as T;
}

/** `fetch` fails with a TypeError where nobody answers. */
function unreachable(error: unknown): never {
  if (!(error instanceof TypeError)) throw error;
  throw new Unreachable('The server gave no answer. Check the connection, then try again.', { cause: error });
}
