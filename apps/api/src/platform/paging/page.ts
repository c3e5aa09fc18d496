import { decodeCursor, encodeCursor } from './cursor.js';

/** What is asked of a list: at most `limit` items, from where `cursor` left off. */
export interface PageQuery {
  readonly limit: number;
  readonly cursor?: string;
}

export interface Page<Item> {
  readonly items: Item[];
  /** Null on the last page. */
  readonly nextCursor: string | null;
}

const idForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Cuts the one item that was read too many, which tells whether there is a next page. */
export const cutPage = <Row, Item>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => string,
  present: (row: Row) => Item,
): Page<Item> => {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  return {
    items: kept.map(present),
    nextCursor: rows.length > limit && last ? encodeCursor(keyOf(last)) : null,
  };
};

/**
 * One page of a list that is ordered by id.
 *
 * @param find asked for one item more than is shown, from behind the id of the cursor on (null: from the start).
 * @throws DomainError `bad_cursor`
 */
export const pageById = async <Row extends { readonly id: string }, Item>(
  { limit, cursor }: PageQuery,
  find: (behind: string | null, limit: number) => Promise<readonly Row[]>,
  present: (row: Row) => Item,
): Promise<Page<Item>> => {
  const behind = cursor === undefined ? null : decodeCursor(cursor, idForm);
  return cutPage(await find(behind, limit + 1), limit, ({ id }) => id, present);
};
