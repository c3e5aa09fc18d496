import { SaveError } from '../errors.js';
import type { Json } from '../json/json.js';
import { checkJson, containerAt, endOfValue, membersAt, skipSpace, type Member, type Span } from './json-scan.js';
import { spliceString } from './json-string.js';
import { format, member, numbersOf, styleOf, type JsonInput, type JsonStyle } from './json-style.js';
import { decodeText, encodeText, type StoredText, type TextEncoding } from './json-text.js';

/** Steps from the root: names of members and indexes of elements. */
export type JsonPath = readonly (string | number)[];

/** A new value for what stands at a path. */
export interface JsonChange {
  readonly path: JsonPath;
  readonly json: JsonInput;
}

interface Splice extends Span {
  readonly text: string;
}

/**
 * JSON text that is edited in place: an edit replaces the text of the values it must and leaves every other byte alone.
 * A document is never changed; an edit returns another. Of names that occur twice, the last counts.
 */
export class JsonDocument {
  private readonly members = new Map<number, readonly Member[]>();
  private knownStyle: JsonStyle | undefined;

  private constructor(private readonly stored: StoredText) {}

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
  toBytes(): Uint8Array {
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
      : this.children(span.start).length;
  }

  /** Puts a value in the place of the one at the path. */
  replace(path: JsonPath, json: JsonInput): JsonDocument {
    return this.edit([{ path, json }]);
  }

  /** Puts several values in the places of others at once; no path may lead into another. */
  edit(changes: readonly JsonChange[]): JsonDocument {
    return this.splice(
      changes.map(({ path, json }) => {
        const span = this.must(path);
        return { ...span, text: format(json, this.styleAt(span), this.margin(span.start)) };
      }),
    );
  }

  /** Puts a value into the list at the path, before the element at `index`. */
  insert(path: JsonPath, index: number, json: JsonInput): JsonDocument {
    const list = this.container(path, 'list');
    return this.add(list, index, (margin) => format(json, this.style, margin));
  }

  /** Sets a member of the object at the path; one that was not there comes last. */
  setProperty(path: JsonPath, name: string, json: JsonInput): JsonDocument {
    if (this.has([...path, name])) return this.replace([...path, name], json);
    const object = this.container(path, 'object');
    return this.add(object, this.children(object.start).length, (margin) => member(name, json, this.style, margin));
  }

  /** Takes out the element or member at the path. */
  remove(path: JsonPath): JsonDocument {
    const step = path.at(-1);
    if (step === undefined) throw new SaveError('bad-path', 'the root cannot be removed');
    const parent = this.must(path.slice(0, -1));
    const members = this.children(parent.start);
    const at = this.position(parent.start, step);
    const found = members[at];
    if (found === undefined) throw missing(path);
    const before = members[at - 1];
    const after = members[at + 1];
    if (before !== undefined) return this.splice([{ start: before.end, end: found.end, text: '' }]);
    if (after !== undefined) return this.splice([{ start: found.from, end: after.from, text: '' }]);
    return this.splice([{ start: parent.start + 1, end: parent.end - 1, text: '' }]);
  }

  /** Puts other text into the string at the path: only what differs is written, escapes elsewhere in it stay. */
  replaceString(path: JsonPath, text: string): JsonDocument {
    const span = this.must(path);
    const literal = this.text.slice(span.start, span.end);
    if (!literal.startsWith('"')) throw new SaveError('bad-value', `${show(path)} is no string`);
    return this.splice([{ ...span, text: spliceString(literal, text, this.style.wide) }]);
  }

  private add(parent: Span, index: number, text: (margin: string) => string): JsonDocument {
    const { start, end } = parent;
    const members = this.children(start);
    if (!Number.isInteger(index) || index < 0 || index > members.length) {
      throw new SaveError('bad-path', `there is no place ${index} among ${members.length}`);
    }
    const neighbour = members[index] ?? members[index - 1];
    if (neighbour === undefined) return this.splice([{ start, end, text: this.single(start, end, text) }]);
    const gap = this.gap(start, neighbour, members);
    const margin = gap.includes('\n') ? gap.slice(gap.lastIndexOf('\n') + 1) : this.margin(start);
    if (index === members.length)
      return this.splice([{ start: neighbour.end, end: neighbour.end, text: `,${gap}${text(margin)}` }]);
    return this.splice([{ start: neighbour.from, end: neighbour.from, text: `${text(margin)},${gap}` }]);
  }

  /** The white space before a member: behind the comma, or behind the bracket where there is only one. */
  private gap(start: number, neighbour: Member, members: readonly Member[]): string {
    const at = members.indexOf(neighbour);
    const before = at > 0 ? members[at - 1] : undefined;
    const after = members[at + 1];
    if (before !== undefined) return this.text.slice(this.text.indexOf(',', before.end) + 1, neighbour.from);
    if (after !== undefined) return this.text.slice(this.text.indexOf(',', neighbour.end) + 1, after.from);
    const only = this.text.slice(start + 1, neighbour.from);
    return only.includes('\n') ? only : this.style.comma.slice(1);
  }

  /** The container with its first member. */
  private single(start: number, end: number, text: (margin: string) => string): string {
    const [open, close] = [this.text.charAt(start), this.text.charAt(end - 1)];
    const margin = this.margin(start);
    const { newline, indent } = this.style;
    if (newline === '') return `${open}${text('')}${close}`;
    return `${open}${newline}${margin}${indent}${text(margin + indent)}${newline}${margin}${close}`;
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

  /** The indentation of the line of a place. */
  private margin(at: number): string {
    const line = this.text.lastIndexOf('\n', at - 1) + 1;
    const end = skipSpace(this.text, line);
    return this.style.newline === '' ? '' : this.text.slice(line, Math.min(end, at));
  }

  private find(path: JsonPath): Span | undefined {
    const { text } = this;
    const start = skipSpace(text, 0);
    let span: Span | undefined = { start, end: -1 };
    for (const step of path) {
      if (containerAt(text, span.start) !== (typeof step === 'number' ? 'list' : 'object')) return undefined;
      span = this.children(span.start)[this.position(span.start, step)];
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
    if (containerAt(this.text, span.start) !== kind) throw new SaveError('bad-path', `${show(path)} is no ${kind}`);
    return span;
  }

  private membersOf(path: JsonPath): readonly Member[] {
    const span = this.find(path);
    return span === undefined || containerAt(this.text, span.start) === undefined ? [] : this.children(span.start);
  }

  private position(start: number, step: string | number): number {
    return typeof step === 'number' ? step : this.children(start).findLastIndex((one) => one.name === step);
  }

  private children(start: number): readonly Member[] {
    let members = this.members.get(start);
    if (members === undefined) {
      members = membersAt(this.text, start);
      this.members.set(start, members);
    }
    return members;
  }
}

function show(path: JsonPath): string {
  return path.length === 0
    ? 'the root'
    : path
        .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
        .join('')
        .replace(/^\./u, '');
}

function missing(path: JsonPath): SaveError {
  return new SaveError('bad-path', `there is no ${show(path)}`);
}
