import type { LogLine } from '@bothy/contracts';
import { parseAnsi, type Segment } from './ansi.js';

/** A stretch of a line as drawn; `hit` when it is what was searched for. */
export interface Piece extends Segment {
  readonly hit: boolean;
}

const parsed = new WeakMap<LogLine, Segment[]>();

function segmentsOf(line: LogLine): Segment[] {
  let segments = parsed.get(line);
  if (!segments) parsed.set(line, (segments = parseAnsi(line.text)));
  return segments;
}

/** Cuts a line where its look changes and where `search` is found, small and capital letters alike. */
export function piecesOf(line: LogLine, search: string): Piece[] {
  const segments = segmentsOf(line);
  const plain = search ? segments.map((segment) => segment.text).join('') : '';
  const hits = search ? findAll(plain.toLowerCase(), search.toLowerCase()) : [];
  if (!hits.length) return segments.map((segment) => ({ ...segment, hit: false }));
  const pieces: Piece[] = [];
  let at = 0;
  for (const segment of segments) {
    const end = at + segment.text.length;
    const cuts = [...new Set(hits.flatMap((hit) => [hit, hit + search.length]))].filter((cut) => cut > at && cut < end);
    for (const [n, from] of [at, ...cuts].entries()) {
      const to = cuts[n] ?? end;
      const hit = hits.some((start) => from >= start && to <= start + search.length);
      pieces.push({ ...segment, text: plain.slice(from, to), hit });
    }
    at = end;
  }
  return pieces;
}

function findAll(text: string, search: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(search); at >= 0 && found.length < 200; at = text.indexOf(search, at + search.length))
    found.push(at);
  return found;
}
