const wirings = ['none', 'sqlite', 'postgres'];
const titles = { none: 'no database', sqlite: 'SQLite', postgres: 'PostgreSQL' };

/** Suites down, wirings across; a cell says how many passed, and what did not. */
export function table(results) {
  const suites = [...new Set(results.map((test) => test.suite))].toSorted();
  const rows = suites.map((suite) => [
    suite,
    ...wirings.map((wiring) => cell(results.filter((test) => test.suite === suite && test.wiring === wiring))),
  ]);
  return columns([['suite', ...wirings.map((wiring) => titles[wiring])], ...rows]);
}

function cell(tests) {
  const parts = ['passed', 'failed', 'skipped'].map((state) => [
    state,
    tests.filter((test) => test.state === state).length,
  ]);
  const told = parts
    .filter(([, number]) => number > 0)
    .map(([state, number]) => (state === 'passed' ? `${number}` : `${number} ${state}`));
  return told.join(', ') || '·';
}

/** Rows of texts as aligned columns, with a rule under the first row. */
export function columns(rows) {
  const widths = rows[0].map((_, at) => Math.max(...rows.map((row) => String(row[at]).length)));
  const line = (row) =>
    row
      .map((text, at) => String(text).padEnd(widths[at]))
      .join('  ')
      .trimEnd();
  return [line(rows[0]), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.slice(1).map(line)].join('\n');
}
