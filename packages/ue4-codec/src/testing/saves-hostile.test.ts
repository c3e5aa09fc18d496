import { describe, expect, it } from 'vitest';
import { find, opaqueBytes, readSave } from '../index.js';
import { array, map, nativeStruct, set, struct, structType } from './containers.js';
import { ue427, ue54, type Engine } from './engines.js';
import { named } from './misreadings.js';
import { losses } from './round-trip.js';
import { buildSave, type, type TestValue } from './save-builder.js';
import { int32, name, plain, str } from './values.js';

/** Names that objects of JavaScript have of their own. */
const inherited = ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf', '__defineGetter__', 'then'];

const bytes = (kind: string): TestValue => plain(kind, (out) => out.bytes([1, 2, 3, 4]), undefined);

describe.each([ue427, ue54])('names that mean something to JavaScript, saved by $label', (engine: Engine) => {
  it.each(inherited)('%s, as a type', (kind) => {
    const save = buildSave(engine, [named(int32(0), 'Before'), named(bytes(kind), 'Odd'), named(int32(1), 'After')]);
    expect(losses(save)).toEqual([]);
    expect(opaqueBytes(readSave(save))).toBe(4);
    expect(find(readSave(save), 'After')?.value).toBe(1);
  });

  it.each(inherited)('%s, as the type of elements', (kind) => {
    const odd = bytes(kind);
    expect(
      losses(
        buildSave(engine, [
          named(array(odd.type, [odd, odd]), 'Array'),
          named(set(odd.type, [odd]), 'Set'),
          named(map(odd.type, odd.type, [[odd, odd]]), 'Map'),
          named(map(type('NameProperty'), odd.type, [[name('a'), odd]]), 'Values'),
        ]),
      ),
    ).toEqual([]);
  });

  it.each(inherited)('%s, as a struct, a property, an enum and a value', (word) => {
    const one = struct(word, [named(int32(1), word), named(str(word), word)]);
    const save = buildSave(engine, [
      named(one, word),
      named(array(one.type, [one]), word),
      named(map(type('NameProperty'), one.type, [[name(word), one]]), word),
      named(array(structType(word), []), 'None_'),
      named(
        nativeStruct(word, (out) => out.u32(7), undefined),
        'Native',
      ),
      named(
        plain('EnumProperty', (out) => out.str(word), word),
        'Enum',
      ),
    ]);
    expect(losses(save)).toEqual([]);
    expect(find(readSave(save), word)?.count).toBe(2);
  });
});
