import type { Tool } from '@bothy/contracts';

/** The badges of a public tool, and what each of them shows. */
export const badges = { downloads: 'Downloads', clones: 'Clones', version: 'Version' } as const;
export type BadgeKind = keyof typeof badges;

export const badgePath = (slug: string, kind: BadgeKind): string => `/badge/${slug}/${kind}.svg`;

/** As it is now, past what the browser keeps of it for a while. */
export const badgePreview = (
  { slug, downloads, clones, latest }: Pick<Tool, 'slug' | 'downloads' | 'clones' | 'latest'>,
  kind: BadgeKind,
): string => `${badgePath(slug, kind)}?n=${downloads}-${clones}-${encodeURIComponent(latest?.version ?? '')}`;

/** Where strangers find Bothy: as the server says in the addresses it gives. `here` holds where it gives none. */
export function publicOrigin({ cloneUrl, versions }: Pick<Tool, 'cloneUrl' | 'versions'>, here: string): string {
  const given = cloneUrl ?? versions.flatMap(({ files }) => files)[0]?.url;
  return given !== undefined && URL.canParse(given) ? new URL(given).origin : here;
}

/** For a README: the badge, as a link to the tool's page. */
export function badgeMarkdown(slug: string, kind: BadgeKind, origin: string): string {
  return `[![${badges[kind]}](${origin}${badgePath(slug, kind)})](${origin}/tools/${slug})`;
}
