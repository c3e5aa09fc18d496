import { definitionFacts, type AnyDefinition } from './definition-facts.js';

/** A line of a text in two versions. */
export interface DiffLine {
  readonly kind: 'same' | 'gone' | 'new';
  readonly text: string;
}
/** One thing that two versions say differently. */
export interface Change {
  readonly title: string;
  readonly label: string;
  readonly lines: readonly DiffLine[];
}

/** What differs between two versions of a bot, in words; an empty text stands for what one of them does not say. */
export function definitionChanges(before: AnyDefinition, after: AnyDefinition): Change[] {
  const [old, now] = [factsByName(before), factsByName(after)];
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((key) => {
    const [was, is] = [old.get(key)?.value ?? '', now.get(key)?.value ?? ''];
    const fact = now.get(key) ?? old.get(key);
    if (was === is || !fact) return [];
    return [{ title: fact.title, label: fact.label, lines: diffLines(linesOf(was), linesOf(is)) }];
  });
}

const linesOf = (text: string) => (text === '' ? [] : text.split('\n'));

function factsByName(definition: AnyDefinition) {
  const facts = definitionFacts(definition).flatMap(({ title, facts }) => facts.map((fact) => ({ title, ...fact })));
  return new Map(facts.map((fact) => [`${fact.title}\n${fact.label}`, fact]));
}

/** Longest common subsequence; a script is short enough for its table. What is too long is told as a whole. */
export function diffLines(before: readonly string[], after: readonly string[]): DiffLine[] {
  if (before.length * after.length > 4_000_000) return [...before.map(gone), ...after.map(added)];
  const common = commonTable(before, after);
  const lines: DiffLine[] = [];
  let [a, b] = [0, 0];
  while (a < before.length || b < after.length) {
    const [old, now] = [before[a], after[b]];
    if (old !== undefined && old === now) {
      lines.push({ kind: 'same', text: old });
      a += 1;
      b += 1;
    } else if (now === undefined || (old !== undefined && (common[a + 1]?.[b] ?? 0) >= (common[a]?.[b + 1] ?? 0))) {
      lines.push(gone(old ?? ''));
      a += 1;
    } else {
      lines.push(added(now));
      b += 1;
    }
  }
  return lines;
}

const gone = (text: string): DiffLine => ({ kind: 'gone', text });
const added = (text: string): DiffLine => ({ kind: 'new', text });

/** How many lines the rests from each pair of places on have in common. */
function commonTable(before: readonly string[], after: readonly string[]): Uint32Array[] {
  const table = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
  for (let a = before.length - 1; a >= 0; a -= 1) {
    const [row, below] = [table[a], table[a + 1]];
    if (!row || !below) continue;
    for (let b = after.length - 1; b >= 0; b -= 1)
      row[b] = before[a] === after[b] ? (below[b + 1] ?? 0) + 1 : Math.max(below[b] ?? 0, row[b + 1] ?? 0);
  }
  return table;
}
