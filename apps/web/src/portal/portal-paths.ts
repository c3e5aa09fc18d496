/** Where the pages are; the same on the server, in the browser and in search engines. */
export const listPath = '/tools';
export const toolPath = (slug: string): string => `${listPath}/${encodeURIComponent(slug)}`;
export const versionPath = (slug: string, version: string): string =>
  `${toolPath(slug)}/${encodeURIComponent(version)}`;
export const feedPath = (slug?: string): string => `${slug === undefined ? listPath : toolPath(slug)}/feed.xml`;

export type PortalPlace =
  | { readonly kind: 'list' }
  | { readonly kind: 'tool'; readonly slug: string }
  | { readonly kind: 'version'; readonly slug: string; readonly version: string };

/** Which page an address is of; null where it is none of the portal's. */
export function placeOf(path: string): PortalPlace | null {
  const [, first, slug, version, ...rest] = path.split('/').map((part) => decoded(part));
  if (first !== 'tools' || rest.length > 0 || slug === '' || version === '') return null;
  if (slug === undefined) return { kind: 'list' };
  if (slug === 'feed.xml' || version === 'feed.xml') return null;
  return version === undefined ? { kind: 'tool', slug } : { kind: 'version', slug, version };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) return '';
    throw error;
  }
}
