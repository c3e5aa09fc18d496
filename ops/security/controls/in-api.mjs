const source = 'apps/api/src';

/** A control in the server's sources, held by a test of the server's. Paths begin below `apps/api/src`. */
export const inApi = (row, what, [file, find, replace], [testFile, name]) => ({
  row,
  what,
  file: `${source}/${file}`,
  find,
  replace,
  test: { project: 'api', file: `src/${testFile}`, name },
});
