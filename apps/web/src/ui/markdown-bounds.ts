/** How much of a text is read as Markdown: the time that takes grows with the square of its marks. */
const most = { characters: 100_000, marks: 4_000, containers: 20, indentation: 40 };
/** What is left over is shown as it is, as far as a reader may be expected to go. */
const mostOfTheRest = 200_000;
/** One step into a quote or a list, at the beginning of a line. */
const container = /[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$))/y;
const mark = /[!-/:-@[-`{-~\n\r\t]/g;

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

function endOfMarks(written: string): number {
  let marks = 0;
  for (const found of written.matchAll(mark)) {
    // Each may be the beginning of a link that every bracket behind it could end.
    marks += found[0] === '[' ? 3 : 1;
    if (marks > most.marks) return Math.min(found.index, most.characters);
  }
  return Math.min(written.length, most.characters);
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
