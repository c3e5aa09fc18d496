import type { BotDefinition } from '@bothy/contracts';

type Searched = Pick<BotDefinition, 'name' | 'description' | 'tags' | 'command'>;

/** Folded here and not in SQL: SQLite knows the small letters of ASCII only. */
export const searchTextOf = (slug: string, { name, description, tags, command }: Searched): string =>
  [slug, name, description, ...tags, command.argv.join(' ')].join('\n').toLowerCase();

export const tagsTextOf = (tags: readonly string[]): string => tags.map((tag) => `\n${tag.toLowerCase()}\n`).join('');

/** LIKE's own signs are escaped: who searches for "50%" means it. */
export const likeOf = (text: string): string => `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
