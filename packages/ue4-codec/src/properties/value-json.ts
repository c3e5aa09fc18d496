import { SaveError } from '../errors.js';
import { canonicalNaN32, canonicalNaN64, NaNBits, type Float } from '../io/numbers.js';
import { EncodedString, strOf, type Str } from '../io/strings.js';
import type { JsonOut } from '../json/json-out.js';
import type { Json } from '../json/json.js';

/** A `bad-value` error. */
export function badValue(problem: string): SaveError {
  return new SaveError('bad-value', problem);
}

/** What a JSON value is, for messages. */
export function kindOf(json: Json | undefined): string {
  if (json === undefined) return 'nothing';
  if (json === null) return 'null';
  if (Array.isArray(json)) return 'a list';
  if (typeof json === 'object') return 'an object';
  if (typeof json === 'string') return json.length > 40 ? 'a string' : `the string ${JSON.stringify(json)}`;
  return String(json);
}

/** The fields of a JSON object that has exactly those names; `what` names it in messages. */
export function parseFields(json: Json, names: readonly string[], what: string): { [key: string]: Json } {
  if (json === null || typeof json !== 'object' || Array.isArray(json)) {
    throw badValue(`${what} is an object with ${names.join(', ')}, not ${kindOf(json)}`);
  }
  for (const name of names) if (!Object.hasOwn(json, name)) throw badValue(`${what} has no "${name}"`);
  for (const name of Object.keys(json)) if (!names.includes(name)) throw badValue(`${what} has no field "${name}"`);
  return json;
}

/** The elements of a JSON list. */
export function parseList(json: Json, what: string): Json[] {
  if (!Array.isArray(json)) throw badValue(`${what} is a list, not ${kindOf(json)}`);
  return json;
}

/** A field of an object that {@link parseFields} has looked at. */
export function fieldOf(fields: { [key: string]: Json }, name: string): Json {
  return fields[name] ?? null;
}

/** Puts a string out; with its storage where that is not the engine's own. */
export function emitStr(value: Str, out: JsonOut): void {
  if (typeof value === 'string') {
    out.string(value);
    return;
  }
  out.raw('{"text":');
  out.string(value.text);
  out.raw(`,"encoding":"${value.encoding}","terminated":${value.terminated}}`);
}

const storage = ['text', 'encoding', 'terminated'];

/** The string that {@link emitStr} put out. */
export function parseStr(json: Json): Str {
  if (typeof json === 'string') return json;
  const fields = parseFields(json, storage, 'a text');
  const { text, encoding, terminated } = fields;
  if (typeof text !== 'string') throw badValue(`"text" is a string, not ${kindOf(text)}`);
  if (encoding !== 'ansi' && encoding !== 'utf16')
    throw badValue(`"encoding" is "ansi" or "utf16", not ${kindOf(encoding)}`);
  if (typeof terminated !== 'boolean') throw badValue(`"terminated" is true or false, not ${kindOf(terminated)}`);
  if (encoding === 'ansi' && !isLatin1(text)) throw badValue('a text stored in 8 bits has a character over U+00FF');
  if (terminated) return strOf(text, encoding, true);
  if (text === '') return '';
  // A NUL at the end is what tells a reader that the text is terminated.
  return text.endsWith('\0') ? strOf(text.slice(0, -1), encoding, true) : new EncodedString(text, encoding, false);
}

function isLatin1(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) if (text.charCodeAt(i) > 0xff) return false;
  return true;
}

/** A number of few digits that rounds to that float of 32 bits: 0.1 and not 0.10000000149011612. */
function float32Text(value: number): string {
  const size = Math.abs(value);
  if (size < 1e9 && Number.isInteger(value)) return String(value);
  if (size >= 1e-3 && size < 1e7) {
    // Seven digits are tried, then eight, then nine: dividing by powers of ten is exact enough here, and much faster
    // than going by way of text.
    let scale = 1e7;
    for (let limit = 1; size >= limit; limit *= 10) scale /= 10;
    for (let limit = 0.1; size < limit; limit /= 10) scale *= 10;
    for (let digits = 7; digits <= 9; digits += 1) {
      const short = Math.round(value * scale) / scale;
      if (Math.fround(short) === value) return String(short);
      scale *= 10;
    }
  }
  for (let digits = 7; digits < 9; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(Number(value.toPrecision(9)));
}

function emitFloat(value: Float, out: JsonOut, text: (value: number) => string, digits: number): void {
  if (value instanceof NaNBits) out.raw(`{"nan":"${value.bits.toString(16).padStart(digits, '0')}"}`);
  else if (Object.is(value, -0)) out.raw('"-0"');
  else if (Number.isFinite(value)) out.raw(text(value));
  else out.raw(`"${value}"`);
}

export function emitFloat32(value: Float, out: JsonOut): void {
  emitFloat(value, out, float32Text, 8);
}

export function emitFloat64(value: Float, out: JsonOut): void {
  emitFloat(value, out, String, 16);
}

/** The number that {@link emitFloat32} put out, or the nearest that 32 bits hold. */
export function parseFloat32(json: Json): Float {
  if (typeof json === 'number') {
    const value = Math.fround(finite(json));
    if (Number.isFinite(value)) return value;
    throw badValue(`${json} is too large for a float of 32 bits`);
  }
  const special = specialFloat(json, 8);
  if (typeof special === 'number') return special;
  const bits = Number(special);
  if ((bits & 0x7fffffff) <= 0x7f800000) throw badValue('"nan" is not the bits of a NaN');
  return bits === canonicalNaN32 ? Number.NaN : new NaNBits(bits);
}

/** The number that {@link emitFloat64} put out. */
export function parseFloat64(json: Json): Float {
  if (typeof json === 'number') return finite(json);
  const special = specialFloat(json, 16);
  if (typeof special === 'number') return special;
  if ((special & 0x7fffffffffffffffn) <= 0x7ff0000000000000n) throw badValue('"nan" is not the bits of a NaN');
  return special === canonicalNaN64 ? Number.NaN : new NaNBits(special);
}

/** JSON has digits for what no float holds, 1e400: it does not mean infinity, which is told by its name. */
function finite(json: number): number {
  if (Number.isFinite(json)) return json;
  throw badValue(
    Number.isNaN(json) ? 'a number is wanted, or the string "NaN"' : 'the number is too large for a float of 64 bits',
  );
}

function specialFloat(json: Json, digits: number): number | bigint {
  if (json === '-0') return -0;
  if (json === 'NaN') return Number.NaN;
  if (json === 'Infinity') return Number.POSITIVE_INFINITY;
  if (json === '-Infinity') return Number.NEGATIVE_INFINITY;
  if (json === null || typeof json !== 'object' || Array.isArray(json))
    throw badValue(`a number is wanted, not ${kindOf(json)}`);
  const { nan } = parseFields(json, ['nan'], 'a number');
  if (typeof nan !== 'string' || nan.length !== digits || !/^[0-9a-f]+$/.test(nan)) {
    throw badValue(`"nan" is ${digits} digits of lower-case hex, not ${kindOf(nan)}`);
  }
  return BigInt(`0x${nan}`);
}

/** A whole number from `least` to `most`. */
export function parseInteger(json: Json, least: number, most: number): number {
  if (typeof json !== 'number' || !Number.isInteger(json))
    throw badValue(`a whole number is wanted, not ${kindOf(json)}`);
  if (json < least || json > most) throw badValue(`${json} is not from ${least} to ${most}`);
  return json === 0 ? 0 : json;
}

/** A whole number from `least` to `most`, as decimal digits in a string or as a number that JSON holds exactly. */
export function parseBigInteger(json: Json, least: bigint, most: bigint): bigint {
  let value: bigint;
  if (typeof json === 'string' && /^-?\d{1,20}$/.test(json)) value = BigInt(json);
  else if (typeof json === 'number' && Number.isSafeInteger(json)) value = BigInt(json);
  else throw badValue(`a whole number (a string of digits where it is large) is wanted, not ${kindOf(json)}`);
  if (value < least || value > most) throw badValue(`${value} is not from ${least} to ${most}`);
  return value;
}

export function parseBoolean(json: Json): boolean {
  if (typeof json !== 'boolean') throw badValue(`true or false is wanted, not ${kindOf(json)}`);
  return json;
}
