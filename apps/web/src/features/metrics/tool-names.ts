import type { SeriesQuery, ToolSummary } from '@bothy/contracts';

/** A list of tools as far as it is known; `nextCursor` is null where it is all of them. */
interface KnownTools {
  readonly items: readonly Pick<ToolSummary, 'slug' | 'name'>[];
  readonly nextCursor: string | null;
}

/** What tools are called. Figures know them by their slugs only, and outlive them. */
export interface ToolNames {
  /** Each is called by what no other is called by. */
  readonly choices: readonly { readonly slug: string; readonly name: string }[];
  /** The slug where there is no name. */
  readonly nameOf: (slug: string) => string;
  /** Its page in the catalog, where it has one. */
  readonly linkOf: (slug: string) => string | undefined;
  /** Whether there is surely no such tool any more. */
  readonly isDeleted: (slug: string) => boolean;
}

/** @param tools undefined while they are not known, and for who may not see them. */
export function toolNames(tools: KnownTools | undefined): ToolNames {
  const items = tools?.items ?? [];
  const isShared = (name: string) => items.filter((each) => each.name === name).length > 1;
  const choices = items.map(({ slug, name }) => ({ slug, name: isShared(name) ? `${name} (${slug})` : name }));
  const names = new Map(choices.map(({ slug, name }) => [slug, name]));
  return {
    choices,
    nameOf: (slug) => names.get(slug) ?? slug,
    linkOf: (slug) => (names.has(slug) ? `/catalog/${slug}` : undefined),
    isDeleted: (slug) => tools?.nextCursor === null && !names.has(slug),
  };
}

/** For where a mark cannot stand beside a name: "skye (deleted)". */
export const markedName = ({ nameOf, isDeleted }: ToolNames, slug: string): string =>
  isDeleted(slug) ? `${slug} (deleted)` : nameOf(slug);

/** What a key of a series is called. Where all tools were asked for, the key of a version is `<slug> <version>`. */
export function keyName(names: ToolNames, { by, tool }: Pick<SeriesQuery, 'by' | 'tool'>, key: string): string {
  if (by === 'tool') return markedName(names, key);
  const space = by === 'version' && tool === undefined ? key.indexOf(' ') : -1;
  return space < 0 ? key : `${markedName(names, key.slice(0, space))} ${key.slice(space + 1)}`;
}
