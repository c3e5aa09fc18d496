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
  /** Of all tables together. */
  rows: 2_000,
  /** Of all lists together, and beginnings of quotes: each is held against those before it. */
  items: 2_000,
  /** Into quotes and lists, by their signs and by what lines are indented. */
  steps: 14_000,
  /** Signs that are escaped, or named. */
  escapes: 20_000,
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
const beginning = /^ {0,3}(?:#{1,6}[ \t]|[-+*][ \t]+[^ \t])|^[ \t]*$/;
/** What makes a title of the lines before it. */
const underline = /^[ \t>]*(?:=+|-+)[ \t]*$/;
/** What makes a table of the lines behind it, whatever they look like, up to where a block ends. */
const delimiter = /^[ \t>|:-]*(?:-[ \t]*[|:]|[|:][ \t]*-)[ \t|:-]*$/;

interface Bounded {
  /** What may be parsed. */
  readonly text: string;
  /** What is left, to be shown as it was written. */
  readonly rest: string;
}

/** Parts a text so that parsing it takes neither long nor much of the stack, whatever it says. */
export function bounded(written: string): Bounded {
  // A carriage return ends a line as well, and would hide how many there are.
  const lines = written.replaceAll(/\r\n?/g, '\n');
  const end = endOfMarks(lines);
  const cut = end < lines.length ? Math.max(lines.lastIndexOf('\n', end), 0) || end : end;
  return {
    text: lines
      .slice(0, cut)
      .split('\n')
      .map((line) => shallow(line))
      .join('\n'),
    rest: lines.slice(cut, cut + mostOfTheRest).trim(),
  };
}

/** Where one of the bounds is met. */
function endOfMarks(written: string): number {
  const text = written.slice(0, most.characters);
  const sums = { block: 0, work: 0 };
  const lines = new LineBounds();
  for (let at = 0; at < text.length;) {
    const next = text.indexOf('\n', at);
    const line = text.slice(at, next === -1 ? text.length : next);
    if (beginning.test(line)) sums.block = 0;
    if (lines.isBeyond(line)) return at;
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

/** Counts what whole lines are. */
class LineBounds {
  readonly #sums = { lines: 0, underlined: 0, rows: 0, items: 0, steps: 0, escapes: 0 };
  #inTable = false;
  #quotes = 0;

  /** Whether a bound is met with this line. */
  isBeyond(line: string): boolean {
    const sums = this.#sums;
    const signs = signsOf(line);
    this.#inTable = delimiter.test(line) || (this.#inTable && !beginning.test(line));
    sums.lines += 1;
    if (underline.test(line)) sums.underlined += 1;
    if (this.#inTable) sums.rows += 1;
    const quotes = signs.filter((sign) => sign === '>').length;
    sums.items += signs.length - quotes + (quotes === this.#quotes ? 0 : 1);
    this.#quotes = quotes;
    sums.steps += signs.length + stepsOf(line);
    sums.escapes += line.match(/[\\&]/g)?.length ?? 0;
    return (Object.keys(sums) as (keyof typeof sums)[]).some((key) => sums[key] > most[key]);
  }
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

/** Of each quote and list that a line steps into, the last sign: those that stay when it is made shallow. */
const signsOf = (line: string): string[] =>
  containersOf(line)
    .slice(0, most.containers)
    .map((end) => line.charAt(end - 1));

/** How deep a line's indentation may put it. */
function stepsOf(line: string): number {
  const indentation = /^[ \t]*/.exec(line)?.[0] ?? '';
  return Math.min(most.containers, Math.floor(indentation.replaceAll('\t', '    ').length / 2));
}
