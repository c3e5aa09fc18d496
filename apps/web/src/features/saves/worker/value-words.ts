import {
  EncodedString,
  MapValue,
  NaNBits,
  Opaque,
  PackedArray,
  PropertyList,
  StructArray,
  textOf,
  type SaveNode,
} from '@bothy/ue4-codec';
import type { Editor, Row } from './protocol.js';

/** How much of a text a line of the tree carries. */
const longest = 300;

const unwanted = /Property$/;

/** `ArrayProperty<StructProperty<Vector>>` for people: the kind, and what it is made of. */
interface TypeWords {
  readonly kind: string;
  readonly inner: string;
}

/** Takes a type apart at its outermost brackets. */
export function typeWords(type: string): TypeWords {
  const at = type.indexOf('<');
  if (at < 0) return { kind: shortName(type), inner: '' };
  const inner = parameters(type.slice(at + 1, -1)).map((one) => {
    const words = typeWords(one);
    return words.inner === '' ? words.kind : `${words.kind} of ${words.inner}`;
  });
  return { kind: shortName(type.slice(0, at)), inner: inner.join(' → ') };
}

function parameters(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < text.length; i += 1) {
    if (text[i] === '<') depth += 1;
    else if (text[i] === '>') depth -= 1;
    else if (text[i] === ',' && depth === 0) {
      found.push(text.slice(from, i).trim());
      from = i + 1;
    }
  }
  return [...found, text.slice(from).trim()];
}

function shortName(name: string): string {
  const short = name.replace(unwanted, '');
  return short === '' ? name : short;
}

/** What the column of types says. */
export function typeOf(node: SaveNode): string {
  const { kind, inner } = typeWords(node.type);
  if (node.codec?.opaque === true) return 'Opaque';
  const recorder = recorderName(node);
  if (recorder !== undefined) return recorder;
  if (node.kind === 'list' || (node.value instanceof Uint8Array && inner !== ''))
    return `${capital(kind)} · ${lengthOf(node)}`;
  if (kind === 'Struct' && inner !== '') return lastName(inner);
  if (isRecorderData(node)) return `Tagged · ${node.count}`;
  return capital(kind);
}

function lengthOf(node: SaveNode): string {
  return String(node.value instanceof Uint8Array ? node.value.length : node.count);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1).split(' → ')[0] ?? path;
}

function isRecorderData(node: SaveNode): boolean {
  return node.codec?.id === 'recorder';
}

/** An element that names its class is told by it: `RocketRecorder`. */
export function recorderName(node: SaveNode): string | undefined {
  if (node.kind !== 'record' || typeof node.step !== 'number') return undefined;
  const at = node.indexOf('ComponentClassName');
  const value = at < 0 ? undefined : node.child(at).value;
  const text = isStr(value) ? textOf(value) : undefined;
  return text === undefined ? undefined : text.slice(text.lastIndexOf('.') + 1).replace(/Component$/, '');
}

export function isStr(value: unknown): value is string | EncodedString {
  return typeof value === 'string' || value instanceof EncodedString;
}

const nameTypes = /^(Enum|Byte|Name|Object|Class|Soft|Interface|Weak|Lazy|Asset)/;

type Look = Pick<Row, 'value' | 'hue'>;

/** What the column of values says. */
export function valueOf(node: SaveNode): Look {
  const { value } = node;
  const bytes = bytesOf(node);
  if (bytes !== undefined) return plain(`${bytes.length} bytes · hex`);
  if (node.kind !== 'value') return compositeOf(node);
  if (isStr(value)) {
    const { kind } = typeWords(node.type);
    const text = cut(textOf(value));
    if (kind === 'Enum' || kind === 'Byte') return { value: text, hue: 'name' };
    return { value: `"${text}"`, hue: nameTypes.test(kind) ? 'name' : 'string' };
  }
  if (value === null) return plain('null');
  return { value: scalarText(node), hue: 'number' };
}

function plain(value: string): Look {
  return { value, hue: 'plain' };
}

/** A number or truth as text. */
export function scalarText({ value, codec }: Pick<SaveNode, 'value' | 'codec'>): string {
  if (Object.is(value, -0)) return '-0';
  if (value instanceof NaNBits) return 'NaN';
  return typeof value === 'number' && codec?.id === 'float32' ? float32Text(value) : String(value);
}

/** The fewest digits that lead to the same number of 32 bits. */
function float32Text(value: number): string {
  for (let digits = 6; digits < 9; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(value);
}

function cut(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** The bytes of a place that holds nothing else. */
export function bytesOf({ value }: SaveNode): Uint8Array | undefined {
  if (value instanceof Opaque) return value.bytes;
  return value instanceof Uint8Array ? value : undefined;
}

/** Records of so few numbers are told in their own line. */
const mostInline = 4;

function compositeOf(node: SaveNode): Look {
  const source = sourceOf(node);
  if (source !== undefined) return { value: `"${cut(source.text)}"`, hue: 'string' };
  if (node.kind === 'list') return plain(elementType(node));
  if (node.count > 0 && node.count <= mostInline) {
    const parts = Array.from({ length: node.count }, (_, index) => node.child(index));
    const numbers = parts.every(
      ({ kind, value }) => kind === 'value' && (typeof value === 'number' || value instanceof NaNBits),
    );
    if (numbers) return { value: parts.map(scalarText).join(', '), hue: 'number' };
  }
  return plain(summaryOf(node));
}

function elementType(node: SaveNode): string {
  const { value } = node;
  if (value instanceof StructArray) return textOf(value.struct);
  const { inner } = typeWords(node.type);
  if (inner !== '') return inner;
  if (value instanceof PackedArray) return value.element.id;
  return value instanceof MapValue ? 'entries' : '';
}

/** Fields that tell an element from the others, the likeliest first. */
const telling = ['MountName', 'CharacterName', 'AccountName', 'RowName', 'Name', 'key', 'ID', 'Id'];

function summaryOf(node: SaveNode): string {
  for (const name of telling) {
    const at = node.indexOf(name);
    const value = at < 0 ? undefined : node.child(at).value;
    if (isStr(value) && textOf(value) !== '') return cut(textOf(value));
    if (name === 'key' && (typeof value === 'number' || typeof value === 'bigint')) return String(value);
  }
  if (node.count === 0) return 'empty';
  const size = typeof node.step === 'number' && node.value instanceof PropertyList ? node.value.byteLength : undefined;
  return size === undefined ? '' : `${size} bytes`;
}

/** A text of the game: what it says, and the steps to where that stands. */
export function sourceOf(node: SaveNode): { readonly text: string; readonly path: string } | undefined {
  if (node.kind !== 'record' || node.indexOf('history') < 0 || node.indexOf('flags') < 0) return undefined;
  for (const step of ['source', 'invariant', 'format']) {
    const at = node.indexOf(step);
    const part = at < 0 ? undefined : node.child(at);
    if (part === undefined) continue;
    if (isStr(part.value)) return { text: textOf(part.value), path: step };
    const inner = sourceOf(part);
    if (inner !== undefined) return { text: inner.text, path: `${step}.${inner.path}` };
  }
  return undefined;
}

const ranges: Readonly<Record<string, readonly [string, string]>> = {
  int8: ['-128', '127'],
  uint8: ['0', '255'],
  int16: ['-32768', '32767'],
  uint16: ['0', '65535'],
  int32: ['-2147483648', '2147483647'],
  uint32: ['0', '4294967295'],
  int64: ['-9223372036854775808', '9223372036854775807'],
  uint64: ['0', '18446744073709551615'],
};

/** How a place is typed over; undefined where its parts are typed instead, or nothing can be. */
export function editorOf(node: SaveNode): Editor | undefined {
  if (node.codec === undefined) return jsonEditor(node.value);
  const { id, opaque } = node.codec;
  if (opaque === true) return undefined;
  if (node.value instanceof Uint8Array) return { kind: 'bytes' };
  if (sourceOf(node) !== undefined) return { kind: 'string' };
  if (node.kind !== 'value') return undefined;
  const range = ranges[id];
  if (range !== undefined) return { kind: 'integer', min: range[0], max: range[1] };
  if (id === 'float32' || id === 'float64') return { kind: 'float' };
  if (typeof node.value === 'boolean') return id === 'implied' ? undefined : { kind: 'bool' };
  if (id === 'marker' || id === 'implied') return undefined;
  return isStr(node.value) ? { kind: 'string' } : undefined;
}

function jsonEditor(value: unknown): Editor | undefined {
  if (typeof value === 'boolean') return { kind: 'bool' };
  if (typeof value === 'number') return { kind: 'number' };
  return typeof value === 'string' ? { kind: 'string' } : undefined;
}
