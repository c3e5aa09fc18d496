import type { AuditTarget } from './audit-record.js';

/** Which acts to list; null means any. */
export interface AuditFilter {
  readonly actorId: string | null;
  /** `bot.created`, or all acts on a thing: `bot.` */
  readonly action: string | null;
  readonly targetId: string | null;
  /** From this instant on. */
  readonly from: string | null;
  /** Before this instant. */
  readonly to: string | null;
  /** Occurs in the names of who acted and what on, in any case. */
  readonly text: string | null;
}

export interface FilterColumns {
  /** What stands before the dot of the action. */
  readonly thing: string;
  readonly targetId: string | null;
  readonly searchText: string;
}

/** What filters look at, derived from what the hash covers: verification holds the one against the other. */
export const filterColumnsOf = (actorName: string, action: string, target: AuditTarget | null): FilterColumns => ({
  thing: thingOf(action),
  targetId: target && target.id,
  searchText: searchable(target ? `${actorName}\n${target.name}` : actorName),
});

export const thingOf = (action: string): string => action.split('.', 1)[0] ?? '';

/**
 * The databases know no letters but those of ASCII, or do by their own rules: case is folded here, for both alike.
 * PostgreSQL holds no NUL and neither holds half a surrogate pair; both stand as they are in the JSON of the target.
 */
export const searchable = (text: string): string =>
  wellFormed(text.normalize('NFC').toLowerCase().replaceAll('\0', ''));

/** As UTF-8 would have it: half a surrogate pair becomes U+FFFD. */
export const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\uFFFD');
