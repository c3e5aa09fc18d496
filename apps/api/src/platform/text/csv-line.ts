/** What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"), its full-width twins included. */
const formulaStart = /^[\s]*[=+\-@＝＋－＠]|^[\t\r\n]/;

/** RFC 4180. An apostrophe in front keeps a spreadsheet from running a name as a formula. */
export const csvLine = (cells: readonly string[]): string =>
  `${cells
    .map((cell) => (formulaStart.test(cell) ? `'${cell}` : cell))
    .map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(',')}\r\n`;

export const csvType = 'text/csv; charset=utf-8; header=present';
