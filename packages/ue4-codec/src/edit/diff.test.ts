import { describe, expect, it } from 'vitest';
import type { Json } from '../json/json.js';
import { readSave } from '../read-save.js';
import type { GvasSave, Save } from '../save.js';
import { array, byteArray, map, set, struct } from '../testing/containers.js';
import { ue427, ue54 } from '../testing/engines.js';
import { sampleProperties } from '../testing/samples.js';
import { buildSave, type, type TestProperty, type TestValue } from '../testing/save-builder.js';
import * as values from '../testing/values.js';
import { diff, type Change } from './diff.js';
import { find } from './find.js';
import { walk } from './walk.js';

const { int32, str, name } = values;
const ints = (...list: number[]): TestValue => array(type('IntProperty'), list.map(int32));
const names = (...list: string[]): TestValue => set(type('NameProperty'), list.map(name));
const entries = (list: Readonly<Record<string, number>>): TestValue =>
  map(
    type('NameProperty'),
    type('IntProperty'),
    Object.entries(list).map(([key, value]) => [name(key), int32(value)]),
  );
const structs = (...counts: number[]): TestValue => {
  const items = counts.map((count) => struct('FEntry', [{ name: 'Count', value: int32(count) }]));
  return array(type('StructProperty', type('FEntry')), items);
};

function one(value: TestValue, tag: Partial<TestProperty> = {}): Save {
  return readSave(buildSave(ue427, [{ name: 'V', value, ...tag }]));
}

function changes(before: Save, after: Save): Change[] {
  return [...diff(before, after)];
}

const change = (path: string, before: Json, after: Json): Change => ({ path, kind: 'changed', before, after });
const added = (path: string, after: Json): Change => ({ path, kind: 'added', after });
const removed = (path: string, before: Json): Change => ({ path, kind: 'removed', before });

const cases: readonly (readonly [string, TestValue, TestValue, readonly Change[]])[] = [
  ['nothing', ints(1, 2), ints(1, 2), []],
  ['a value', int32(1), int32(2), [change('V', 1, 2)]],
  ['a type', int32(1), str('1'), [{ path: 'V', kind: 'type', before: 'IntProperty', after: 'StrProperty' }]],
  [
    'the storage of a string',
    str('a'),
    str({ text: 'a', as: 'utf16' }),
    [change('V', 'a', { text: 'a', encoding: 'utf16', terminated: true })],
  ],
  ['the sign of zero', values.double(0), values.double(-0), [change('V', 0, '-0')]],
  ['an element at the start', ints(1, 2, 3), ints(0, 1, 2, 3), [added('V[0]', 0)]],
  ['an element at the end', ints(1, 2), ints(1, 2, 3), [added('V[2]', 3)]],
  ['an element in between', ints(1, 1, 1), ints(1, 1), [removed('V[2]', 1)]],
  ['elements', ints(1, 2, 3), ints(1, 5, 3), [change('V[1]', 2, 5)]],
  [
    'a struct in between',
    structs(1, 2, 3),
    structs(1, 9, 2, 3),
    [added('V[1]', [{ name: 'Count', type: 'IntProperty', value: 9 }])],
  ],
  ['a field of a struct', structs(1, 2), structs(1, 3), [change('V[1].Count', 2, 3)]],
  ['an element of a set', names('a', 'b'), names('a', 'c', 'b'), [added('V[1]', 'c')]],
  ['the value of an entry', entries({ a: 1, b: 2 }), entries({ a: 1, b: 3 }), [change('V[1].value', 2, 3)]],
  ['an entry', entries({ a: 1, b: 2 }), entries({ c: 0, a: 1, b: 2 }), [added('V[0]', { key: 'c', value: 0 })]],
  [
    'entries',
    entries({ a: 1, b: 2 }),
    entries({ b: 2, c: 3 }),
    [removed('V[0]', { key: 'a', value: 1 }), added('V[1]', { key: 'c', value: 3 })],
  ],
  ['the key of an entry', entries({ a: 1 }), entries({ b: 1 }), [change('V[0].key', 'a', 'b')]],
  [
    'the order of entries',
    entries({ a: 1, b: 2 }),
    entries({ b: 2, a: 1 }),
    [change('V', 'one order', 'another order')],
  ],
  ['bytes', byteArray([1, 2]), byteArray([1, 3]), [change('V', 'AQI=', 'AQM=')]],
];

describe('diff', () => {
  it.each(cases)('tells %s', (_, before, after, expected) => {
    expect(changes(one(before), one(after))).toEqual(expected);
  });

  it('tells a tag', () => {
    const [before, after] = [one(int32(1)), one(int32(1), { index: 2 })];
    expect(changes(before, after)).toEqual([
      { path: 'V', kind: 'type', before: 'IntProperty', after: 'IntProperty (index 2)' },
    ]);
  });

  it('tells the order of properties', () => {
    const properties: TestProperty[] = [
      { name: 'A', value: int32(1) },
      { name: 'B', value: int32(2) },
    ];
    const [before, after] = [
      readSave(buildSave(ue427, properties)),
      readSave(buildSave(ue427, properties.toReversed())),
    ];
    expect(changes(before, after)).toEqual([change('', 'one order', 'another order')]);
  });

  it('tells the head', () => {
    const before = readSave(buildSave(ue427, [])) as GvasSave;
    const after: GvasSave = {
      ...before,
      header: { ...before.header, saveClass: 'Other' },
      trailing: new Uint8Array(2),
    };
    expect(changes(before, after).map(({ path }) => path)).toEqual(['header.saveClass', 'trailing']);
  });

  it('tells another kind of save', () => {
    const flags: Save = { kind: 'icarus-flags', name: 'x', flags: [] };
    expect(changes(one(int32(1)), flags)).toEqual([{ path: '', kind: 'type', before: 'gvas', after: 'icarus-flags' }]);
  });

  it('compares saves of different engines', () => {
    const [before, after] = [ue427, ue54].map((engine) => readSave(buildSave(engine, sampleProperties()))) as [
      Save,
      Save,
    ];
    const kinds = new Set(changes(before, after).flatMap(({ path, kind }) => (path.startsWith('header') ? [] : kind)));
    expect(kinds.has('added')).toBe(false);
    expect(kinds.has('removed')).toBe(false);
  });
});

describe('walk', () => {
  const save = readSave(buildSave(ue427, sampleProperties()));

  it('gives nodes that find finds again', () => {
    const nodes = [...walk(save)];
    expect(nodes.length).toBeGreaterThan(60);
    for (const node of nodes) {
      const found = find(save, node.path);
      expect([found?.path, found?.type, found?.value]).toEqual([node.path, node.type, node.value]);
    }
  });

  it('stops at a depth, and begins anywhere', () => {
    expect([...walk(save, { depth: 1 })].every(({ path }) => !path.includes('.'))).toBe(true);
    expect([...walk(save, { from: find(save, 'Entry') })].map(({ path }) => path).slice(0, 2)).toEqual([
      'Entry.Count',
      'Entry.Where',
    ]);
    expect([...walk(save, { depth: 0 })]).toEqual([]);
  });
});

describe('find', () => {
  const save = readSave(
    buildSave(ue427, [
      { name: 'Name', value: int32(1) },
      { name: 'NAME', value: int32(2) },
      { name: 'Other', value: ints(4, 5) },
    ]),
  );

  it.each([
    ['Name', 1],
    ['NAME', 2],
    ['other[1]', 5],
  ])('finds %s', (path, value) => {
    expect(find(save, path)?.value).toBe(value);
  });

  it.each(['name', 'Other[2]', 'Other[+]', 'Other.x', 'Name.x', 'Name#1', 'Other[0][0]', '[0]'])(
    'finds nothing at %s',
    (path) => {
      expect(find(save, path)).toBeUndefined();
    },
  );

  it('finds the root', () => {
    expect(find(save, '')?.count).toBe(3);
  });
});
