import { wordsOf } from './page-words.js';
import { feedPath } from './portal-paths.js';
import type { PortalState } from './portal-page.js';
import { structuredData } from './structured-data.js';

/** The part of the document's head that is the page's own, as HTML. */
export function headOf({ page, publicUrl }: PortalState): string {
  const { title, description, path } = wordsOf(page);
  const tool = page.kind === 'tool' || page.kind === 'version' ? page.tool : null;
  const feeds = [
    link('alternate', publicUrl + feedPath(), 'Releases of all tools'),
    ...(tool ? [link('alternate', publicUrl + feedPath(tool.slug), `Releases of ${tool.name}`)] : []),
  ];
  return [
    `<title>${escaped(title)}</title>`,
    meta('name', 'description', description),
    ...(path === null ? [meta('name', 'robots', 'noindex')] : social(title, description, publicUrl, path)),
    ...feeds,
    ...(path === null ? [] : [`<script type="application/ld+json">${inert(structuredData(page, publicUrl))}</script>`]),
  ].join('\n    ');
}

const social = (title: string, description: string, publicUrl: string, path: string): string[] => [
  `<link rel="canonical" href="${escaped(publicUrl + path)}" />`,
  meta('property', 'og:type', 'website'),
  meta('property', 'og:site_name', 'Bothy'),
  meta('property', 'og:title', title),
  meta('property', 'og:description', description),
  meta('property', 'og:url', publicUrl + path),
  meta('property', 'og:image', `${publicUrl}/card.png`),
  meta('property', 'og:image:width', '1200'),
  meta('property', 'og:image:height', '630'),
  meta('property', 'og:image:alt', 'The hut of Bothy'),
  meta('name', 'twitter:card', 'summary_large_image'),
  meta('name', 'twitter:title', title),
  meta('name', 'twitter:description', description),
  meta('name', 'twitter:image', `${publicUrl}/card.png`),
];

const meta = (by: 'name' | 'property', name: string, content: string): string =>
  `<meta ${by}="${name}" content="${escaped(content)}" />`;

const link = (rel: string, href: string, title: string): string =>
  `<link rel="${rel}" type="application/atom+xml" href="${escaped(href)}" title="${escaped(title)}" />`;

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (mark) => marks[mark] ?? '');

/** JSON that no `</script>` or `<!--` in it can end or open. */
export const inert = (data: unknown): string =>
  JSON.stringify(data).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
