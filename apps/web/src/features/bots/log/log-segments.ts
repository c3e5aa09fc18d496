import type { LogLine } from '@bothy/contracts';
import { parseAnsi, plainLook, type Look, type Segment } from './ansi.js';

/** A stretch of a line as drawn; `hit` when it is what was searched for. */
export interface Piece extends Segment {
  readonly hit: boolean;
}

interface Parsed {
  readonly segments: readonly Segment[];
  /** How it began and how it ended: the piece behind it goes on so. */
  readonly began: Look | null;
  readonly ends: Look;
}

type LineAt = (seq: number) => LogLine | undefined;

const parsed = new WeakMap<LogLine, Parsed>();
/** What stands in the place of a secret, or of several that lay over each other. */
const maskedText = /\[masked: ([\w.-]{1,128}(?:, [\w.-]{1,128}){0,20})\]/g;
/** Lines of the other stream that may have come between two pieces of a line. */
const mostBetween = 8;
/** Pieces of one line that are looked back over; a longer line begins plain. */
const mostPieces = 64;

function parse(line: LogLine, began: Look | null): Parsed {
  const known = parsed.get(line);
  if (known && known.began === began) return known;
  const ends = began ? { ...began } : plainLook();
  const segments = parseAnsi(line.text, ends).flatMap(splitMasked);
  const now = { segments, began, ends };
  parsed.set(line, now);
  return now;
}

/** Secrets that are masked stand apart, so that they can be drawn as what they are. */
function splitMasked(segment: Segment): Segment[] {
  if (!segment.text.includes('[masked: ')) return [segment];
  const parts: Segment[] = [];
  let from = 0;
  for (const match of segment.text.matchAll(maskedText)) {
    if (match.index > from) parts.push({ ...segment, text: segment.text.slice(from, match.index) });
    parts.push({ text: match[0], classes: '', masked: match[1] ?? '' });
    from = match.index + match[0].length;
  }
  if (from < segment.text.length) parts.push({ ...segment, text: segment.text.slice(from) });
  return parts;
}

/** The piece that this one goes on from, as far as it is here. */
function pieceBefore(line: LogLine, lineAt: LineAt): LogLine | undefined {
  for (let back = 1; back <= mostBetween; back += 1) {
    const before = lineAt(line.seq - back);
    if (!before) return undefined;
    if (before.stream === line.stream) return before.partial ? before : undefined;
  }
  return undefined;
}

/** The look in which a line begins: its own, or that of the piece before it. */
function beginning(line: LogLine, lineAt: LineAt): Look | null {
  const chain: LogLine[] = [];
  for (let at = pieceBefore(line, lineAt); at && chain.length < mostPieces; at = pieceBefore(at, lineAt)) {
    chain.push(at);
    if (parsed.has(at)) break;
  }
  const first = chain.pop();
  if (!first) return null;
  let look = (parsed.get(first) ?? parse(first, null)).ends;
  for (let piece = chain.pop(); piece; piece = chain.pop()) look = parse(piece, look).ends;
  return look;
}

const noneBefore: LineAt = () => undefined;

/** Cuts a line where its look changes and where `search` is found, small and capital letters alike. */
export function piecesOf(line: LogLine, search: string, lineAt: LineAt = noneBefore): Piece[] {
  const { segments } = parse(line, beginning(line, lineAt));
  const plain = search ? segments.map((segment) => segment.text).join('') : '';
  const hits = search ? findAll(plain.toLowerCase(), search.toLowerCase()) : [];
  if (!hits.length) return segments.map((segment) => ({ ...segment, hit: false }));
  const pieces: Piece[] = [];
  let at = 0;
  for (const segment of segments) {
    const end = at + segment.text.length;
    const overlaps = hits.some((hit) => hit < end && hit + search.length > at);
    if (segment.masked !== undefined) pieces.push({ ...segment, hit: overlaps });
    else pieces.push(...cut(segment, at, hits, search.length));
    at = end;
  }
  return pieces;
}

function cut(segment: Segment, at: number, hits: readonly number[], length: number): Piece[] {
  const end = at + segment.text.length;
  const cuts = [...new Set(hits.flatMap((hit) => [hit, hit + length]))].filter((each) => each > at && each < end);
  return [at, ...cuts].map((from, n) => {
    const to = cuts[n] ?? end;
    const hit = hits.some((start) => from >= start && to <= start + length);
    return { ...segment, text: segment.text.slice(from - at, to - at), hit };
  });
}

function findAll(text: string, search: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(search); at >= 0 && found.length < 200; at = text.indexOf(search, at + search.length))
    found.push(at);
  return found;
}
