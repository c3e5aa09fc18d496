const source = 'apps/web/src';

/** A control in the page's sources, held by a test of the page's. Paths begin below `apps/web/src`. */
export const inWeb = (row, what, [file, find, replace], [testFile, name]) => ({
  row,
  what,
  file: `${source}/${file}`,
  find,
  replace,
  test: { project: 'web', file: `src/${testFile}`, name },
});
