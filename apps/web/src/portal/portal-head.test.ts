import type { ToolSummary } from '@bothy/contracts';
import { expect, it } from 'vitest';
import { headOf, inert } from './portal-head.js';
import type { ToolHead } from './portal-page.js';
import { structuredData } from './structured-data.js';

const nasty = `</script></title><script>alert(1)</script><!-- "'&\u2028`;
const summary: ToolSummary = {
  slug: 'nasty',
  name: nasty,
  summary: nasty,
  licence: null,
  icon: 'package',
  visibility: 'public',
  latest: null,
  downloads: 0,
  clones: 0,
  cloneUrl: null,
  freshness: { syncedAt: null, stale: false },
  createdAt: '2026-11-01T00:00:00.000Z',
  updatedAt: '2026-11-01T00:00:00.000Z',
};
const tool: ToolHead = { ...summary, links: [] };
const head = headOf({
  page: { kind: 'tool', tool, readme: [], latest: null, older: [] },
  now: '2026-11-01T00:00:00.000Z',
  publicUrl: 'https://bothy.example',
});

it('is data that ends no script, and means the same', () => {
  expect(inert({ nasty })).not.toMatch(/[<>&\u2028]/);
  expect(JSON.parse(inert({ nasty }))).toEqual({ nasty });
});

it('holds titles and words as text, wherever they stand', () => {
  expect(head.match(/<script[^>]*>/g)).toEqual(['<script type="application/ld+json">']);
  const page = new DOMParser().parseFromString(`<head>${head}</head>`, 'text/html');
  expect(page.title).toBe(`${nasty} · Bothy`);
  const meta = page.querySelector('meta[name="description"]');
  expect(meta?.getAttribute('content')).toBe(nasty);
});

it('names a licence by the address of its SPDX id, and no other words of it', () => {
  const licenceIn = (licence: string | null) => {
    const page = { kind: 'tool', tool: { ...tool, licence }, readme: [], latest: null, older: [] } as const;
    const data = structuredData(page, 'https://bothy.example') as { '@graph': [{ license?: string }] };
    return data['@graph'][0].license;
  };
  expect(licenceIn('GPL-2.0+')).toBe('https://spdx.org/licenses/GPL-2.0+');
  for (const words of [null, '', 'Ask us first', 'MIT OR Apache-2.0', '../x']) expect(licenceIn(words)).toBeUndefined();
});
