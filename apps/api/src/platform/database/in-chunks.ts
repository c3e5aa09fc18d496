/** Rows in as many parts as there are to be statements: a database takes only so many values at a time. */
export const inChunks = function* <Row>(rows: readonly Row[], size = 500): Generator<Row[]> {
  for (let at = 0; at < rows.length; at += size) yield rows.slice(at, at + size);
};
