import { badCursor } from '../bots.errors.js';

/** A cursor is the last key of a page, written so that nobody builds one by hand. */
export const encodeCursor = (key: string): string => Buffer.from(key).toString('base64url');

export function decodeCursor(cursor: string, form: RegExp): string {
  const key = Buffer.from(cursor, 'base64url').toString();
  if (!form.test(key)) throw badCursor();
  return key;
}

/** Cuts the one item that was read too many, which tells whether there is a next page. */
export function cutPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => string,
  present: (row: Row) => Item,
): { items: Item[]; nextCursor: string | null } {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  return {
    items: kept.map(present),
    nextCursor: rows.length > limit && last ? encodeCursor(keyOf(last)) : null,
  };
}
