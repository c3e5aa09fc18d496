import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SaveError } from '../errors.js';
import { append, formatPath, Nth, parsePath, stepOf, type Step } from './path.js';

const examples: readonly (readonly [string, readonly Step[]])[] = [
  ['', []],
  ['Name', ['Name']],
  ['A.B[3].C', ['A', 'B', 3, 'C']],
  ['[0][1].x', [0, 1, 'x']],
  ['A#1.B#12', [new Nth('A', 1), new Nth('B', 12)]],
  ['"a.b"[2]."".c', ['a.b', 2, '', 'c']],
  ['"x#y"#3', [new Nth('x#y', 3)]],
  ['Array[+]', ['Array', append]],
  ['a name with spaces=and more', ['a name with spaces=and more']],
  ['Имя', ['Имя']],
];

const refused: readonly (readonly [string, string])[] = [
  ['.', 'character 1'],
  ['a..b', 'character 3'],
  ['a.', 'the end'],
  ['a[', 'the end'],
  ['a[x]', '"x" stands, at character 3'],
  ['a[01]', 'character 3'],
  ['a[-1]', 'character 4'],
  ['a[1]b', 'character 5'],
  ['a#', 'the end'],
  ['a#1#2', 'character 4'],
  ['a.[1]', 'character 3'],
  ['"a', 'quotation mark'],
  ['"a\\', 'quotation mark'],
  ['"\\x"', 'JSON string'],
  ['a"b"', 'character 2'],
  ['a]', 'character 2'],
  ['a[99999999999999999999]', 'character 3'],
];

describe('parsePath', () => {
  it.each(examples)('%s', (text, steps) => {
    expect(parsePath(text)).toEqual(steps);
    expect(formatPath(steps)).toBe(text);
  });

  it('takes [-] for the end, and #0 for the first', () => {
    expect(parsePath('a[-]')).toEqual(['a', append]);
    expect(parsePath('a#0')).toEqual(['a']);
  });

  it.each(refused)('refuses %s', (text, told) => {
    expect(() => parsePath(text)).toThrow(SaveError);
    expect(() => parsePath(text)).toThrow(told);
  });

  it('takes back what formatPath gives, whatever the names are', () => {
    const name = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('.', '[', ']', '#', '"', '\\', 'a', '1', '\ud800') }),
    );
    const step: fc.Arbitrary<Step> = fc.oneof(
      name,
      fc.nat(),
      fc.constant(append),
      fc.tuple(name, fc.integer({ min: 1, max: 99 })).map(([text, nth]) => stepOf(text, nth)),
    );
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        expect(parsePath(formatPath(steps))).toEqual(steps);
      }),
    );
  });
});
