/** The badges of a public tool, and what each of them shows. */
export const badges = { downloads: 'Downloads', clones: 'Clones', version: 'Version' } as const;
export type BadgeKind = keyof typeof badges;

export const badgePath = (slug: string, kind: BadgeKind): string => `/badge/${slug}/${kind}.svg`;

/** For a README: the badge, as a link to the tool's page. */
export function badgeMarkdown(slug: string, kind: BadgeKind, origin: string): string {
  return `[![${badges[kind]}](${origin}${badgePath(slug, kind)})](${origin}/tools/${slug})`;
}
