/**
 * How much of a text is read as Markdown. The time that takes grows with the square of a block's marks, and with the
 * number of lines, titles underlined and cells of a table; ordinary texts stay far below all of them.
 */
const most = {
  characters: 200_000,
  lines: 7_000,
  /** The squares of what stands in each block, together: a single one may have 1,700. */
  work: 3_000_000,
  underlined: 400,
  containers: 20,
  indentation: 40,
};
/** What is left over is shown as it is, as far as a reader may be expected to go. */
const mostOfTheRest = 200_000;
/** One step into a quote or a list, at the beginning of a line. */
const container = /[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$))/y;
/** What may begin or end something: each of them is held against those before it. */
const mark = /[[\]()*_~<!`@|]|www\.|:\/\//g;
/** Each bracket may begin a link that every one behind it could end; a picture in a picture is worse, a cell is a text of its own. */
const weights: Readonly<Record<string, number>> = { '[': 2, '!': 3, '|': 0.5 };
/** What every block before it ends at: a blank line, a title, an item of a list. */
const beginning = /^ {0,3}(?:#{1,6}[ \t]|[-+*][ \t]+[^ \t\r])|^[ \t\r]*$/;
/** What makes a title of the lines before it. */
const underline = /^[ \t>]*(?:=+|-+)[ \t\r]*$/;

interface Bounded {
  /** What may be parsed. */
  readonly text: string;
  /** What is left, to be shown as it was written. */
  readonly rest: string;
}

/** Parts a text so that parsing it takes neither long nor much of the stack, whatever it says. */
export function bounded(written: string): Bounded {
  const end = endOfMarks(written);
  const cut = end < written.length ? Math.max(written.lastIndexOf('\n', end), 0) || end : end;
  return {
    text: written
      .slice(0, cut)
      .split('\n')
      .map((line) => shallow(line))
      .join('\n'),
    rest: written.slice(cut, cut + mostOfTheRest).trim(),
  };
}

/** Where one of the bounds is met. */
function endOfMarks(written: string): number {
  const text = written.slice(0, most.characters);
  const sums = { block: 0, work: 0, lines: 0, underlined: 0 };
  for (let at = 0; at < text.length;) {
    const next = text.indexOf('\n', at);
    const line = text.slice(at, next === -1 ? text.length : next);
    if (beginning.test(line)) sums.block = 0;
    if (underline.test(line)) sums.underlined += 1;
    sums.lines += 1;
    if (sums.underlined > most.underlined || sums.lines > most.lines) return at;
    for (const found of line.matchAll(mark)) {
      const weight = weights[found[0]] ?? 1;
      sums.work += weight * (2 * sums.block + weight);
      sums.block += weight;
      if (sums.work > most.work) return at + found.index;
    }
    at += line.length + 1;
  }
  return text.length;
}

/** A line that is in more quotes and lists than anyone can tell apart loses the inner ones. */
function shallow(written: string): string {
  const line = lessIndented(written);
  const ends = containersOf(line);
  const [deepest, last] = [ends[most.containers - 1], ends.at(-1)];
  if (deepest === undefined || last === undefined || ends.length === most.containers) return line;
  return `${line.slice(0, deepest)} ${line.slice(last).trimStart()}`;
}

/** Lists are nested by how far their items are indented. */
function lessIndented(line: string): string {
  const indentation = /^[ \t]*/.exec(line)?.[0] ?? '';
  if (indentation.replaceAll('\t', '    ').length <= most.indentation) return line;
  const rest = line.slice(indentation.length);
  return /^(?:>|[-+*]|\d{1,9}[.)])/.test(rest) ? ' '.repeat(most.indentation) + rest : line;
}

/** Where the marks of quotes and lists at the beginning of a line end. */
function containersOf(line: string): number[] {
  const ends: number[] = [];
  container.lastIndex = 0;
  while (container.test(line)) ends.push(container.lastIndex);
  return ends;
}
