import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SaveError } from '../errors.js';
import { readSave } from '../read-save.js';
import { checkJson } from './json-check.js';
import { JsonDocument } from './json-document.js';

function refused(text: string): SaveError | undefined {
  try {
    checkJson(text);
    return undefined;
  } catch (error) {
    if (error instanceof SaveError) return error;
    throw error;
  }
}

const of = (text: string): JsonDocument => JsonDocument.of({ text, encoding: 'utf-8', bom: false });

describe('text that is no JSON', () => {
  it.each([
    ['', 0],
    ['{"é":[1,,2]}', 8],
    ['{"a":1,}', 7],
    ['[1 2]', 3],
    ['{} {}', 3],
    ['"\t"', 1],
    ['"\\x"', 1],
    ['01', 1],
    ['-', 1],
    ['1.', 1],
    ['1e+', 1],
    ['{"a" 1}', 5],
    ['{a:1}', 1],
    ['[1}', 2],
    ['[1,2', 4],
    ['"abc', 4],
    ['trux', 0],
  ])('%j: at character %i', (text, at) => {
    expect(refused(text)).toMatchObject({ code: 'malformed', offset: at, unit: 'character' });
    expect(refused(text)?.message).toContain(`at character ${at}`);
  });

  it('always has a place', () => {
    const text = fc.string({ unit: fc.constantFrom(...'{}[]",:\\u0127tfn.-e \n', 'true', '"a":') });
    fc.assert(
      fc.property(text, (one) => {
        const error = refused(one);
        expect(error === undefined || (error.offset ?? -1) >= 0).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('sizes of JSON', () => {
  const list = (count: number): string => `{"Loadouts":[${'0,'.repeat(count - 1)}0]}`;

  it('are limited in one list', () => {
    expect(of(list(200_000)).length(['Loadouts'])).toBe(200_000);
    expect(() => of(list(200_001)).length(['Loadouts'])).toThrow('more than 200000 members');
  });

  it('are limited for pets', () => {
    const text = (count: number): Uint8Array =>
      new TextEncoder().encode(`{"SavedMounts":[${'{},'.repeat(count - 1)}{}]}`);
    expect(readSave(text(10_000)).kind).toBe('icarus-mounts');
    expect(() => readSave(text(10_001))).toThrow(expect.objectContaining({ code: 'limit' }));
  });

  it('make no edit slow', () => {
    const began = performance.now();
    const names = Array.from({ length: 20_000 }, (_, i) => `k${i}`);
    const document = of(`{\n${names.map((name) => `"${name}":1`).join(',')}}`);
    const edited = document.edit(names.map((name) => ({ path: [name], json: 2 })));
    expect(edited.text).toBe(document.text.replaceAll(':1', ':2'));
    expect(edited.edit([{ path: [], without: names.slice(1) }]).text).toBe('{\n"k0":2}');
    expect(performance.now() - began).toBeLessThan(5000);
  });
});

describe('changes of members at once', () => {
  const text = '{\n\t"a": 1,\n\t"b": 2,\n\t"c": 3,\n\t"d": 4\n}';

  it.each([
    [['a', 'b'], '{\n\t"c": 3,\n\t"d": 4\n}'],
    [['b', 'd'], '{\n\t"a": 1,\n\t"c": 3\n}'],
    [['c', 'd', 'a'], '{\n\t"b": 2\n}'],
    [['a', 'b', 'c', 'd'], '{}'],
    [[], text],
  ])('takes out %j', (without, expected) => {
    expect(of(text).edit([{ path: [], without }]).text).toBe(expected);
  });

  it('puts several in', () => {
    expect(
      of('{\n\t"a": 1\n}').edit([
        {
          path: [],
          members: [
            ['b', 2],
            ['__proto__', 3],
          ],
        },
      ]).text,
    ).toBe('{\n\t"a": 1,\n\t"b": 2,\n\t"__proto__": 3\n}');
    expect(of('[]').edit([{ path: [], elements: [1, 2] }]).text).toBe('[1,2]');
  });
});
