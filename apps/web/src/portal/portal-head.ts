import { wordsOf } from './page-words.js';
import { feedPath } from './portal-paths.js';
import type { PortalState } from './portal-page.js';
import { structuredData } from './structured-data.js';

/** An element of a head that has no content. */
export interface HeadTag {
  readonly tag: 'meta' | 'link';
  readonly attributes: Readonly<Record<string, string>>;
}

/** The part of the document's head that is the page's own, as HTML. */
export function headOf({ page, publicUrl }: PortalState): string {
  const { title, path } = wordsOf(page);
  return [
    `<title>${escaped(title)}</title>`,
    ...tagsOf({ page, publicUrl }).map((each) => written(each)),
    ...(path === null ? [] : [`<script type="application/ld+json">${inert(structuredData(page, publicUrl))}</script>`]),
  ].join('\n    ');
}

/** What search engines and other pages are told, besides the title. */
export function tagsOf({ page, publicUrl }: Pick<PortalState, 'page' | 'publicUrl'>): HeadTag[] {
  const { title, description, path } = wordsOf(page);
  const tool = page.kind === 'tool' || page.kind === 'version' ? page.tool : null;
  return [
    meta('name', 'description', description),
    ...(path === null ? [meta('name', 'robots', 'noindex')] : social(title, description, publicUrl, path)),
    feed(publicUrl + feedPath(), 'Releases of all tools'),
    ...(tool ? [feed(publicUrl + feedPath(tool.slug), `Releases of ${tool.name}`)] : []),
  ];
}

const social = (title: string, description: string, publicUrl: string, path: string): HeadTag[] => [
  { tag: 'link', attributes: { rel: 'canonical', href: publicUrl + path } },
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

const meta = (by: 'name' | 'property', name: string, content: string): HeadTag => ({
  tag: 'meta',
  attributes: { [by]: name, content },
});

const feed = (href: string, title: string): HeadTag => ({
  tag: 'link',
  attributes: { rel: 'alternate', type: 'application/atom+xml', href, title },
});

const written = ({ tag, attributes }: HeadTag): string =>
  `<${[tag, ...Object.entries(attributes).map(([name, value]) => `${name}="${escaped(value)}"`)].join(' ')} />`;

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (mark) => marks[mark] ?? '');

/** JSON that no `</script>` or `<!--` in it can end or open. */
export const inert = (data: unknown): string =>
  JSON.stringify(data).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
