import { describe, expect, it } from 'vitest';
import { find, readSave } from '../index.js';
import { EncodedString } from '../io/strings.js';
import type { TestStr } from './byte-builder.js';
import { array } from './containers.js';
import { ue427, ue54 } from './engines.js';
import { misreadings, named } from './misreadings.js';
import { buildSave, type } from './save-builder.js';
import { enumValue, int32, name, object, str } from './values.js';

const odd: readonly (readonly [string, TestStr])[] = [
  ['UTF-16 that could be ASCII', { text: 'ascii', as: 'utf16' }],
  ['8 bits with an accent', { text: 'caf\u00e9', as: 'ansi' }],
  ['no NUL at the end, 8 bits', { text: 'open', as: 'ansi', nul: false }],
  ['no NUL at the end, 16 bits', { text: 'offen\u00e9', as: 'utf16', nul: false }],
  ['nothing but a NUL, 8 bits', { text: '', as: 'ansi' }],
  ['nothing but a NUL, 16 bits', { text: '', as: 'utf16' }],
];

const plain: readonly (readonly [string, string])[] = [
  ['a high surrogate alone', 'a\ud800b'],
  ['a low surrogate alone', '\udc00'],
  ['surrogates in the wrong order', '\udc00\ud800'],
  ['a pair', '\u{1f40e}'],
  ['a NUL inside', 'a\0b'],
  ['the byte order mark', '\ufeffx'],
  ['controls and quotes', '\u0001\t"\\\u2028\u007f'],
  ['1,000 characters', 'x'.repeat(1000)],
];

describe.each([ue427, ue54])('strings, saved by $label', (engine) => {
  it.each([...odd, ...plain])('%s, as a value', (_what, value) => {
    expect(misreadings(engine, [named(str(value), 'A'), named(name(value), 'B'), named(object(value), 'C')])).toEqual(
      [],
    );
    expect(misreadings(engine, [named(enumValue('EKind', value))])).toEqual([]);
  });

  it.each([...odd, ...plain])('%s, among others in an array', (_what, value) => {
    expect(misreadings(engine, [named(array(type('StrProperty'), [str('first'), str(value), str('last')]))])).toEqual(
      [],
    );
    expect(misreadings(engine, [named(array(type('NameProperty'), [name(value), name(value)]))])).toEqual([]);
  });

  it.each(plain)('%s, as the name of a property', (_what, value) => {
    expect(misreadings(engine, [{ name: value, value: str('of it') }, named(int32(1))])).toEqual([]);
  });

  it.each(odd)('%s, as the name of the branch and of the class', (_what, value) => {
    expect(misreadings(engine, [named(str('of it'))], { branch: value, saveClass: value })).toEqual([]);
  });

  it.each(odd.slice(0, 4))('%s, as the name of a property', (_what, value) => {
    expect(misreadings(engine, [{ name: value, value: str('of it') }, named(int32(1))])).toEqual([]);
  });
});

describe('strings as a program sees them', () => {
  it('keeps the storage that the engine would not choose', () => {
    const at = (value: TestStr) => find(readSave(buildSave(ue427, [named(str(value))])), 'Value')?.value;
    expect(at({ text: 'ascii', as: 'utf16' })).toEqual(new EncodedString('ascii', 'utf16', true));
    expect(at({ text: 'open', as: 'ansi', nul: false })).toEqual(new EncodedString('open', 'ansi', false));
    expect(at('a\ud800b')).toBe('a\ud800b');
  });
});
