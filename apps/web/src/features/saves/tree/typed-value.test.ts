import { describe, expect, it } from 'vitest';
import { piecesOf, shownValue } from './row-words.js';
import type { Row } from '../open-save.js';
import { readTyped } from './typed-value.js';

const int32 = { kind: 'integer', min: '-2147483648', max: '2147483647' } as const;
const int64 = { kind: 'integer', min: '-9223372036854775808', max: '9223372036854775807' } as const;

describe('what is typed', () => {
  it('is a whole number in range, with groups or without', () => {
    expect(readTyped(int32, ' 41\u202f288 ')).toEqual({ value: 41_288 });
    expect(readTyped(int32, '-7')).toEqual({ value: -7 });
    expect(readTyped(int32, '2147483648')).toEqual({
      error: '2147483648 is out of range; use -2147483648 to 2147483647.',
    });
    expect(readTyped(int32, '1.5')).toEqual({ error: 'Use a whole number from -2147483648 to 2147483647.' });
    expect(readTyped(int32, '')).toHaveProperty('error');
  });

  it('keeps every digit of 64 bits', () => {
    expect(readTyped(int64, '9007199254740993')).toEqual({ value: '9007199254740993' });
    expect(readTyped(int64, '9223372036854775808')).toHaveProperty('error');
  });

  it('is a number with a point, or one of the words of floats', () => {
    const float = { kind: 'float' } as const;
    expect(readTyped(float, '-1.5e3')).toEqual({ value: -1500 });
    expect(readTyped(float, 'nan')).toEqual({ value: 'NaN' });
    expect(readTyped(float, '-Infinity')).toEqual({ value: '-Infinity' });
    expect(readTyped(float, '-0')).toEqual({ value: -0 });
    expect(readTyped(float, '0x10')).toHaveProperty('error');
    expect(readTyped(float, '1e999')).toHaveProperty('error');
    expect(readTyped({ kind: 'number' }, 'NaN')).toHaveProperty('error');
  });

  it('is a text as it stands', () => {
    expect(readTyped({ kind: 'string' }, ' a ')).toEqual({ value: ' a ' });
  });
});

describe('a line', () => {
  const row = { value: '-41288, 12902.5', hue: 'number' } as Row;

  it('groups the digits, unless digits are looked for', () => {
    expect(shownValue(row, '')).toBe('-41\u202f288, 12\u202f902.5');
    expect(shownValue(row, '4128')).toBe('-41288, 12902.5');
    expect(shownValue({ ...row, value: '0.123456' }, '')).toBe('0.123456');
  });

  it('marks what was found, in any case', () => {
    expect(piecesOf('BP_Rocket_C', 'rocket')).toEqual([
      { text: 'BP_', hit: false },
      { text: 'Rocket', hit: true },
      { text: '_C', hit: false },
    ]);
    expect(piecesOf('İx', 'x')).toEqual([{ text: 'İx', hit: false }]);
  });
});
