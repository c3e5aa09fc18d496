import { expect, it } from 'vitest';
import { showHead } from './live-head.js';
import type { PortalState } from './portal-page.js';

const state = (page: PortalState['page']): PortalState => ({
  page,
  now: '2026-11-01T00:00:00.000Z',
  publicUrl: 'https://bothy.example',
});
const inHead = (selector: string) => document.head.querySelectorAll(selector);

it('follows the page that is shown, and leaves what belongs to the document', () => {
  document.head.innerHTML =
    '<meta name="viewport" content="width=device-width" /><title>Before</title><meta name="description" content="Before" />';
  showHead(state({ kind: 'list', tools: [] }));
  expect(document.title).toBe('Tools · Bothy');
  expect(inHead('title, meta[name="description"], meta[name="viewport"]')).toHaveLength(3);
  expect(inHead('link[rel="canonical"]')[0]?.getAttribute('href')).toBe('https://bothy.example/tools');
  expect(inHead('meta[property="og:url"]')[0]?.getAttribute('content')).toBe('https://bothy.example/tools');
  expect(inHead('meta[name="robots"]')).toHaveLength(0);
  showHead(state({ kind: 'missing' }));
  expect(document.title).toBe('No such page · Bothy');
  expect(inHead('link[rel="canonical"], meta[property="og:url"]')).toHaveLength(0);
  expect(inHead('meta[name="robots"]')[0]?.getAttribute('content')).toBe('noindex');
  expect(inHead('meta[name="description"]')).toHaveLength(1);
});
