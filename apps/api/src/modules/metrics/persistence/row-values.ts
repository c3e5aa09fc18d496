/** Rows of a statement with `VALUES`, as both databases number their parameters. */
export const rowValues = (
  rows: readonly (readonly unknown[])[],
): { readonly sql: string; readonly given: unknown[] } => {
  let number = 0;
  const sql = rows.map((row) => `(${row.map(() => `$${(number += 1)}`).join(', ')})`).join(', ');
  return { sql, given: rows.flat() };
};
