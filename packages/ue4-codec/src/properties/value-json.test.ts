import { describe, expect, it } from 'vitest';
import { EncodedString, strOf, type Str } from '../io/strings.js';
import { NaNBits, type Float } from '../io/numbers.js';
import { JsonOut } from '../json/json-out.js';
import type { Json } from '../json/json.js';
import { codeOf } from '../testing/codec-laws.js';
import {
  emitFloat32,
  emitFloat64,
  emitStr,
  parseBigInteger,
  parseFloat32,
  parseFloat64,
  parseInteger,
  parseStr,
} from './value-json.js';
import { emitBytes, parseBytes } from './value-bytes.js';

function text<T>(emit: (value: T, out: JsonOut) => void, value: T): string {
  const out = new JsonOut();
  emit(value, out);
  return [...out.chunks()].join('');
}

const json = (of: string): Json => JSON.parse(of) as Json;

describe('strings', () => {
  const strings: [string, Str, string][] = [
    ['plain', 'Sword', '"Sword"'],
    ['empty', '', '""'],
    ['beyond ASCII', 'Schlüssel 🗝', '"Schlüssel 🗝"'],
    ['unpaired surrogate', 'a\ud800', '"a\\ud800"'],
    [
      'ASCII in 16 bits',
      new EncodedString('abc', 'utf16', true),
      '{"text":"abc","encoding":"utf16","terminated":true}',
    ],
    ['a lone NUL', new EncodedString('', 'ansi', true), '{"text":"","encoding":"ansi","terminated":true}'],
    ['no NUL', new EncodedString('abc', 'ansi', false), '{"text":"abc","encoding":"ansi","terminated":false}'],
    ['Latin-1', new EncodedString('é', 'ansi', true), '{"text":"é","encoding":"ansi","terminated":true}'],
  ];

  it.each(strings)('puts %s out and takes it back', (_, value, expected) => {
    const put = text(emitStr, value);
    expect(put).toBe(expected);
    expect(parseStr(json(put))).toEqual(value);
  });

  it('takes what names the usual storage as a plain string', () => {
    expect(parseStr({ text: 'abc', encoding: 'ansi', terminated: true })).toBe('abc');
    expect(parseStr({ text: '', encoding: 'utf16', terminated: false })).toBe('');
    expect(parseStr({ text: 'abc\0', encoding: 'ansi', terminated: false })).toBe('abc');
    expect(parseStr({ text: '\0', encoding: 'utf16', terminated: false })).toEqual(strOf('', 'utf16', true));
  });

  const bad: [string, Json][] = [
    ['a number', 7],
    ['null', null],
    ['a list', ['a']],
    ['a character that 8 bits do not hold', { text: '€', encoding: 'ansi', terminated: true }],
    ['an encoding that is not known', { text: 'a', encoding: 'utf8', terminated: true }],
    ['a missing field', { text: 'a', encoding: 'ansi' }],
    ['a field too many', { text: 'a', encoding: 'ansi', terminated: true, more: 1 }],
  ];

  it.each(bad)('refuses %s', (_, value) => {
    expect(codeOf(() => parseStr(value))).toBe('bad-value');
  });
});

describe('floats', () => {
  const singles: [Float, string][] = [
    [0, '0'],
    [-0, '"-0"'],
    [1.5, '1.5'],
    [Math.fround(0.1), '0.1'],
    [Math.fround(1 / 3), '0.33333334'],
    [Math.fround(16777217), '16777216'],
    [Math.fround(3.4028235e38), '3.4028235e+38'],
    [Math.fround(1e-45), '1.401298e-45'],
    [Number.POSITIVE_INFINITY, '"Infinity"'],
    [Number.NEGATIVE_INFINITY, '"-Infinity"'],
    [Number.NaN, '"NaN"'],
    [new NaNBits(0xffc00000), '{"nan":"ffc00000"}'],
    [new NaNBits(0x7f800001), '{"nan":"7f800001"}'],
  ];

  it.each(singles)('puts %s out as %s and takes it back', (value, expected) => {
    const put = text(emitFloat32, value);
    expect(put).toBe(expected);
    expect(parseFloat32(json(put))).toEqual(value);
  });

  it('puts any float of 32 bits out so that the same comes back', () => {
    const bits = new DataView(new ArrayBuffer(4));
    let seed = 1;
    let wrong = 0;
    for (let i = 0; i < 20_000; i += 1) {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      bits.setUint32(0, seed);
      const value = bits.getFloat32(0);
      if (!Number.isNaN(value) && !Object.is(parseFloat32(json(text(emitFloat32, value))), value)) wrong += 1;
    }
    expect(wrong).toBe(0);
  });

  const doubles: [Float, string][] = [
    [0.1, '0.1'],
    [-0, '"-0"'],
    [5e-324, '5e-324'],
    [Number.MAX_VALUE, '1.7976931348623157e+308'],
    [new NaNBits(0xfff8000000000000n), '{"nan":"fff8000000000000"}'],
  ];

  it.each(doubles)('puts the double %s out as %s and takes it back', (value, expected) => {
    const put = text(emitFloat64, value);
    expect(put).toBe(expected);
    expect(parseFloat64(json(put))).toEqual(value);
  });

  it('rounds what a person typed to 32 bits', () => {
    expect(parseFloat32(0.1)).toBe(Math.fround(0.1));
  });

  it('takes the bits of the usual NaN as NaN', () => {
    expect(parseFloat32({ nan: '7fc00000' })).toBeNaN();
    expect(parseFloat64({ nan: '7ff8000000000000' })).toBeNaN();
  });

  const bad: Json[] = ['1.5', 'nan', true, null, { nan: '3f800000' }, { nan: '7f800000' }, { nan: 'FFC00000' }];

  it.each(bad)('refuses %j', (value) => {
    expect(codeOf(() => parseFloat32(value))).toBe('bad-value');
    expect(codeOf(() => parseFloat64(value))).toBe('bad-value');
  });

  it('refuses what 32 bits would make infinite', () => {
    expect(codeOf(() => parseFloat32(3.5e38))).toBe('bad-value');
    expect(codeOf(() => parseFloat64({ nan: '7fc00000' }))).toBe('bad-value');
    expect(codeOf(() => parseFloat64({ nan: '7ff0000000000000' }))).toBe('bad-value');
  });
});

describe('integers', () => {
  it('are whole and within bounds', () => {
    expect(parseInteger(-128, -128, 127)).toBe(-128);
    expect(parseInteger(-0, -128, 127)).toBe(0);
    for (const value of [128, -129, 1.5, '1', null, true, Number.NaN]) {
      expect(codeOf(() => parseInteger(value, -128, 127))).toBe('bad-value');
    }
  });

  it('of 64 bits are digits in a string, or numbers that are exact', () => {
    const most = 2n ** 63n - 1n;
    expect(parseBigInteger('9223372036854775807', -most - 1n, most)).toBe(most);
    expect(parseBigInteger(42, 0n, most)).toBe(42n);
    for (const value of ['9223372036854775808', '1e3', '', ' 1', '0x10', 2 ** 53, 1.5, null]) {
      expect(codeOf(() => parseBigInteger(value, 0n, most))).toBe('bad-value');
    }
  });
});

describe('bytes', () => {
  it.each([0, 1, 2, 3, 4, 255, 49_152, 49_153, 200_000])('of length %i come back', (length) => {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 7) & 0xff);
    const put = text(emitBytes, bytes);
    expect(put).toBe(JSON.stringify(Buffer.from(bytes).toString('base64')));
    expect(Buffer.from(parseBytes(json(put))).equals(bytes)).toBe(true);
  });

  const bad: Json[] = ['AAA', 'AA==AAAA', 'A===', '====', 'AB==', 'AAB=', 'AA A', 'AA-_', 'Ā===', 5, null];

  it.each(bad)('refuses %j', (value) => {
    expect(codeOf(() => parseBytes(value))).toBe('bad-value');
  });
});

describe('numbers that no float holds', () => {
  it.each([parseFloat32, parseFloat64])('are refused by %o: infinity is told by its name', (parse) => {
    expect(codeOf(() => parse(JSON.parse('1e400') as Json))).toBe('bad-value');
    expect(codeOf(() => parse(JSON.parse('-1e400') as Json))).toBe('bad-value');
    expect(parse('-Infinity')).toBe(Number.NEGATIVE_INFINITY);
  });
});
