import { SaveError } from '../errors.js';
import type { Json } from '../json/json.js';
import { checkJson } from './json-check.js';
import { JsonMembers } from './json-members.js';
import { missing, showPath, type JsonPath } from './json-path.js';
import { containerAt, endOfValue, skipSpace, type Member, type Span } from './json-scan.js';
import { spliceString } from './json-string.js';
import { format, member, numbersOf, styleOf, type JsonInput, type JsonStyle } from './json-style.js';
import { decodeText, encodeText, type StoredText, type TextEncoding } from './json-text.js';

export type { JsonPath } from './json-path.js';

/** One change of a document: of what stands at the path. */
export type JsonChange =
  /** Another value in its place. */
  | { readonly path: JsonPath; readonly json: JsonInput }
  /** Elements or members taken out of it. */
  | { readonly path: JsonPath; readonly without: readonly (string | number)[] }
  /** Elements put behind its last one. */
  | { readonly path: JsonPath; readonly elements: readonly JsonInput[] }
  /** Members, of names that it does not have, put behind its last one. */
  | { readonly path: JsonPath; readonly members: readonly (readonly [string, JsonInput])[] };

/** How far back the start of a line is looked for: it is there to lay out what comes in. */
const longestLine = 4096;

interface Splice extends Span {
  readonly text: string;
}

/**
 * JSON text that is edited in place: an edit replaces the text of the values it must and leaves every other byte alone.
 * A document is never changed; an edit returns another. Of names that occur twice, the last counts.
 */
export class JsonDocument {
  private readonly members: JsonMembers;
  private knownStyle: JsonStyle | undefined;

  private constructor(private readonly stored: StoredText) {
    this.members = new JsonMembers(stored.text);
  }

  /** Reads the bytes of a file; throws `malformed` for what is not strictly JSON. */
  static parse(bytes: Uint8Array): JsonDocument {
    return JsonDocument.of(decodeText(bytes));
  }

  /** Takes text, with the way it is stored. */
  static of(stored: StoredText): JsonDocument {
    checkJson(stored.text);
    return new JsonDocument(stored);
  }

  /** The bytes of the file. */
  toBytes(): Uint8Array<ArrayBuffer> {
    return encodeText(this.stored);
  }

  /** The text, without the byte order mark. */
  get text(): string {
    return this.stored.text;
  }

  get encoding(): TextEncoding {
    return this.stored.encoding;
  }

  /** Whether a byte order mark comes first. */
  get bom(): boolean {
    return this.stored.bom;
  }

  /** How the text is laid out. */
  get style(): JsonStyle {
    this.knownStyle ??= styleOf(this.text, this.encoding !== 'latin1');
    return this.knownStyle;
  }

  /** Whether there is a value at the path. */
  has(path: JsonPath): boolean {
    return this.find(path) !== undefined;
  }

  /** The value at the path; undefined where there is none. */
  value(path: JsonPath = []): Json | undefined {
    const text = this.raw(path);
    return text === undefined ? undefined : (JSON.parse(text) as Json);
  }

  /** The text of the value at the path: numbers of any size as they stand. */
  raw(path: JsonPath): string | undefined {
    const span = this.find(path);
    return span === undefined ? undefined : this.text.slice(span.start, span.end);
  }

  /** The names of an object's members, in order; an empty list for anything else. */
  names(path: JsonPath): string[] {
    return this.membersOf(path).flatMap((one) => one.name ?? []);
  }

  /** How many elements or members the value at the path has; undefined where it is neither list nor object. */
  length(path: JsonPath): number | undefined {
    const span = this.find(path);
    return span === undefined || containerAt(this.text, span.start) === undefined
      ? undefined
      : this.members.of(span.start).length;
  }

  /** Puts a value in the place of the one at the path. */
  replace(path: JsonPath, json: JsonInput): JsonDocument {
    return this.edit([{ path, json }]);
  }

  /** Makes several changes at once; none may be inside what another one replaces or takes out. */
  edit(changes: readonly JsonChange[]): JsonDocument {
    return this.splice(changes.flatMap((change) => this.splicesOf(change)));
  }

  private splicesOf(change: JsonChange): readonly Splice[] {
    if ('without' in change) return this.cuts(change.path, change.without);
    if ('elements' in change) {
      const list = this.container(change.path, 'list');
      const texts = change.elements.map((json) => (margin: string) => format(json, this.style, margin));
      return this.added(list, this.members.of(list.start).length, texts);
    }
    if ('members' in change) {
      const object = this.container(change.path, 'object');
      const texts = change.members.map(
        ([name, json]) =>
          (margin: string) =>
            member(name, json, this.style, margin),
      );
      return this.added(object, this.members.of(object.start).length, texts);
    }
    const span = this.must(change.path);
    return [{ ...span, text: format(change.json, this.styleAt(span), this.margin(span.start)) }];
  }

  /** Puts a value into the list at the path, before the element at `index`. */
  insert(path: JsonPath, index: number, json: JsonInput): JsonDocument {
    const list = this.container(path, 'list');
    return this.splice(this.added(list, index, [(margin) => format(json, this.style, margin)]));
  }

  /** Puts a copy of the text of an element behind it. */
  duplicate(path: JsonPath): JsonDocument {
    const index = path.at(-1);
    const text = this.raw(path);
    if (typeof index !== 'number' || text === undefined) throw missing(path);
    return this.splice(this.added(this.container(path.slice(0, -1), 'list'), index + 1, [() => text]));
  }

  /** Sets a member of the object at the path; one that was not there comes last. */
  setProperty(path: JsonPath, name: string, json: JsonInput): JsonDocument {
    return this.edit([this.has([...path, name]) ? { path: [...path, name], json } : { path, members: [[name, json]] }]);
  }

  /** Takes out the element or member at the path. */
  remove(path: JsonPath): JsonDocument {
    const step = path.at(-1);
    if (step === undefined) throw new SaveError('bad-path', 'the root cannot be removed');
    return this.edit([{ path: path.slice(0, -1), without: [step] }]);
  }

  /** Puts other text into the string at the path: only what differs is written, escapes elsewhere in it stay. */
  replaceString(path: JsonPath, text: string): JsonDocument {
    const span = this.must(path);
    const literal = this.text.slice(span.start, span.end);
    if (!literal.startsWith('"')) throw new SaveError('bad-value', `${showPath(path)} is no string`);
    return this.splice([{ ...span, text: spliceString(literal, text, this.style.wide) }]);
  }

  /** What is cut where members go: each run of them, with the commas that they leave over. */
  private cuts(path: JsonPath, steps: readonly (string | number)[]): readonly Splice[] {
    if (steps.length === 0) return [];
    const { start, end } = this.must(path);
    const members = containerAt(this.text, start) === undefined ? [] : this.members.of(start);
    const out = new Set(steps.map((step) => this.placeIn(path, start, step)));
    if (out.size === members.length) return [{ start: start + 1, end: end - 1, text: '' }];
    const splices: Splice[] = [];
    for (const first of out) {
      if (out.has(first - 1)) continue;
      let last = first;
      while (out.has(last + 1)) last += 1;
      const [before, after] = [members[first - 1], members[last + 1]];
      const from = before === undefined ? (members[first] as Member).from : before.end;
      const to = before === undefined ? (after as Member).from : (members[last] as Member).end;
      splices.push({ start: from, end: to, text: '' });
    }
    return splices;
  }

  private placeIn(path: JsonPath, start: number, step: string | number): number {
    const kind = typeof step === 'number' ? 'list' : 'object';
    const place = containerAt(this.text, start) === kind ? this.members.place(start, step) : -1;
    if (this.members.of(start)[place] === undefined) throw missing([...path, step]);
    return place;
  }

  private added({ start, end }: Span, index: number, texts: readonly ((margin: string) => string)[]): Splice[] {
    const members = this.members.of(start);
    if (!Number.isInteger(index) || index < 0 || index > members.length) {
      throw new SaveError('bad-path', `there is no place ${index} among ${members.length}`);
    }
    if (texts.length === 0) return [];
    const at = index < members.length ? index : index - 1;
    const neighbour = members[at];
    if (neighbour === undefined) return [{ start, end, text: this.filled(start, end, texts) }];
    const gap = this.gap(start, at, members);
    const margin = gap.includes('\n') ? gap.slice(gap.lastIndexOf('\n') + 1) : this.margin(start);
    const all = texts.map((text) => text(margin)).join(`,${gap}`);
    if (index === members.length) return [{ start: neighbour.end, end: neighbour.end, text: `,${gap}${all}` }];
    return [{ start: neighbour.from, end: neighbour.from, text: `${all},${gap}` }];
  }

  /** The white space before a member: behind the comma, or behind the bracket where there is only one. */
  private gap(start: number, at: number, members: readonly Member[]): string {
    const [before, own, after] = [members[at - 1], members[at] as Member, members[at + 1]];
    if (before !== undefined) return this.text.slice(this.text.indexOf(',', before.end) + 1, own.from);
    if (after !== undefined) return this.text.slice(this.text.indexOf(',', own.end) + 1, after.from);
    const only = this.text.slice(start + 1, own.from);
    return only.includes('\n') ? only : this.style.comma.slice(1);
  }

  /** The container with its first members. */
  private filled(start: number, end: number, texts: readonly ((margin: string) => string)[]): string {
    const [open, close] = [this.text.charAt(start), this.text.charAt(end - 1)];
    const margin = this.margin(start);
    const { newline, indent, comma } = this.style;
    if (newline === '') return `${open}${texts.map((text) => text('')).join(comma)}${close}`;
    const inner = margin + indent;
    const lines = texts.map((text) => inner + text(inner));
    return `${open}${newline}${lines.join(`,${newline}`)}${newline}${margin}${close}`;
  }

  private splice(splices: readonly Splice[]): JsonDocument {
    const sorted = splices.toSorted((a, b) => a.start - b.start);
    const parts: string[] = [];
    let at = 0;
    for (const { start, end, text } of sorted) {
      if (start < at) throw new SaveError('bad-path', 'two changes at once meet in one place');
      parts.push(this.text.slice(at, start), text);
      at = end;
    }
    parts.push(this.text.slice(at));
    return new JsonDocument({ ...this.stored, text: parts.join('') });
  }

  /** A list of numbers keeps the layout that it has, whatever others have. */
  private styleAt({ start, end }: Span): JsonStyle {
    const old = this.text.slice(start, Math.min(end, start + 256));
    const numbers = /^\[\s*-?[0-9]/u.test(old) ? numbersOf(old) : undefined;
    return numbers === undefined ? this.style : { ...this.style, numbers };
  }

  /** The indentation of the line of a place; none where the line begins far away. */
  private margin(at: number): string {
    const near = Math.max(0, at - longestLine);
    const line = this.text.slice(near, at).lastIndexOf('\n') + 1;
    if (this.style.newline === '' || (line === 0 && near > 0)) return '';
    return this.text.slice(near + line, Math.min(skipSpace(this.text, near + line), at));
  }

  private find(path: JsonPath): Span | undefined {
    const { text } = this;
    const start = skipSpace(text, 0);
    let span: Span | undefined = { start, end: -1 };
    for (const step of path) {
      if (containerAt(text, span.start) !== (typeof step === 'number' ? 'list' : 'object')) return undefined;
      span = this.members.of(span.start)[this.members.place(span.start, step)];
      if (span === undefined) return undefined;
    }
    return { start: span.start, end: span.end < 0 ? endOfValue(text, start) : span.end };
  }

  private must(path: JsonPath): Span {
    const span = this.find(path);
    if (span === undefined) throw missing(path);
    return span;
  }

  private container(path: JsonPath, kind: 'list' | 'object'): Span {
    const span = this.must(path);
    if (containerAt(this.text, span.start) !== kind) throw new SaveError('bad-path', `${showPath(path)} is no ${kind}`);
    return span;
  }

  private membersOf(path: JsonPath): readonly Member[] {
    const span = this.find(path);
    return span === undefined || containerAt(this.text, span.start) === undefined ? [] : this.members.of(span.start);
  }
}
