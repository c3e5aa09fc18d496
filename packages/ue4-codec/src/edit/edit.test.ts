import { describe, expect, it } from 'vitest';
import type { Json } from '../json/json.js';
import { PropertyList } from '../properties/property-list.js';
import { readSave } from '../read-save.js';
import type { Save } from '../save.js';
import { byteArray, struct } from '../testing/containers.js';
import { ue427, ue54, type Engine } from '../testing/engines.js';
import { sampleProperties } from '../testing/samples.js';
import { buildSave, type TestProperty } from '../testing/save-builder.js';
import * as values from '../testing/values.js';
import { writeSave } from '../write-save.js';
import { diff } from './diff.js';
import { edit, type Edit } from './edit.js';
import { find } from './find.js';
import { shortValue } from './short-value.js';

const extra: TestProperty[] = [
  { name: 'Twice', value: values.int32(1) },
  { name: 'Twice', value: values.int32(2), index: 1 },
  { name: 'a.b', value: struct('FInner', [{ name: '', value: values.str('x') }]) },
];

function sample(engine: Engine): Save {
  return readSave(buildSave(engine, [...sampleProperties(), ...extra]));
}

function at(save: Save, path: string): unknown {
  const node = find(save, path);
  return node === undefined ? undefined : shortValue(node);
}

function attempt(save: Save, edits: Edit | readonly Edit[]): () => Save {
  return () => edit(save, edits);
}

const sets: readonly (readonly [string, Edit['value'], unknown])[] = [
  ['Int', -7, -7],
  ['int', 8, 8],
  ['Long', '9223372036854775807', '9223372036854775807'],
  ['Long', 5, '5'],
  ['Float', 0.5, 0.5],
  ['Bool', false, false],
  ['Kind', 'EKind::B', 'EKind::B'],
  ['Text', 'longer than before, and ASCII', 'longer than before, and ASCII'],
  ['Entry.Count', 9, 9],
  ['Entries[1].Count', 9, 9],
  ['Numbers[1]', 77, 77],
  ['Names[0]', 'c', 'c'],
  ['Map[0].value.Count', 5, 5],
  ['Map[0].key', 'other', 'other'],
  ['Twice#1', 22, 22],
  ['"a.b".""', 'y', 'y'],
  ['Raw', 'AQIDBAU=', 'AQIDBAU='],
];

describe.each([ue427, ue54])('edit of a save of $label', (engine) => {
  const bytes = buildSave(engine, [...sampleProperties(), ...extra]);

  it.each(sets)('sets %s', (path, value, expected) => {
    const save = sample(engine);
    const edited = edit(save, { path, op: 'set', value });
    expect(at(edited, path)).toEqual(expected);
    expect(writeSave(save)).toEqual(bytes);
    const again = readSave(writeSave(edited));
    expect(at(again, path)).toEqual(expected);
    expect(writeSave(again, { anew: true })).toEqual(writeSave(edited));
    const changes = [...diff(save, edited)];
    expect(changes.length).toBe(1);
    expect(changes[0]).toMatchObject({ kind: 'changed', after: expected });
    expect([...diff(readSave(bytes), again)]).toEqual(changes);
  });

  it('puts elements in, takes them out, and copies them', () => {
    const save = sample(engine);
    const edited = edit(save, [
      { path: 'Numbers[+]', op: 'insert', value: 3 },
      { path: 'Numbers[0]', op: 'insert', value: 0 },
      { path: 'Numbers[1]', op: 'remove' },
      { path: 'Entries[0]', op: 'duplicate' },
      { path: 'Entries[0].Count', op: 'set', value: 100 },
      { path: 'Map[+]', op: 'insert', value: { key: 'k2', value: [] } },
      { path: 'Map[1].value.New', op: 'insert', value: { type: 'IntProperty', value: 4 } },
      { path: 'Names[1]', op: 'remove' },
    ]);
    const again = readSave(writeSave(edited));
    expect(at(again, 'Numbers')).toEqual([0, 2, 3]);
    expect([0, 1, 2].map((i) => at(again, `Entries[${i}].Count`))).toEqual([100, 3, 3]);
    expect(find(again, 'Entries')?.count).toBe(3);
    expect(at(again, 'Map[1].key')).toBe('k2');
    expect(at(again, 'Map[1].value.New')).toBe(4);
    expect(find(again, 'Names')?.count).toBe(1);
    expect([...diff(edited, again)]).toEqual([]);
  });

  it('puts properties in, takes them out, and copies them', () => {
    const save = sample(engine);
    const edited = edit(save, [
      { path: 'New', op: 'insert', value: { type: ['ArrayProperty', 'IntProperty'], value: [1, 2] } },
      { path: 'Entry.Name', op: 'insert', value: { type: 'StrProperty', value: 'n' } },
      { path: 'Twice', op: 'remove' },
      { path: 'Int', op: 'duplicate' },
      { path: 'Int#1', op: 'set', value: 43 },
      { path: 'Int#2', op: 'insert', value: { type: 'IntProperty', value: 44 } },
    ]);
    const again = readSave(writeSave(edited));
    expect(at(again, 'New')).toEqual([1, 2]);
    expect(at(again, 'Entry.Name')).toBe('n');
    expect(at(again, 'Twice')).toBe(2);
    expect(find(again, 'Twice#1')).toBeUndefined();
    expect(['Int', 'Int#1', 'Int#2'].map((path) => at(again, path))).toEqual([42, 43, 44]);
    expect([...diff(save, again)].map(({ path, kind }) => `${kind} ${path}`)).toEqual([
      'removed Twice#1',
      'added Int#1',
      'added Int#2',
      'added Entry.Name',
      'type Twice',
      'added New',
    ]);
  });

  it('undoes itself', () => {
    const save = sample(engine);
    const there = edit(save, [
      { path: 'Entries[1]', op: 'duplicate' },
      { path: 'Text', op: 'set', value: 'x' },
    ]);
    const back = edit(there, [
      { path: 'Text', op: 'set', value: 'wörter' },
      { path: 'Entries[2]', op: 'remove' },
    ]);
    expect(writeSave(back)).toEqual(bytes);
  });
});

const refused: readonly (readonly [Edit, string, string])[] = [
  [{ path: 'Nowhere', op: 'set', value: 1 }, 'bad-path', 'there is no Nowhere in the save in Nowhere'],
  [{ path: 'Entry.Nowhere', op: 'remove' }, 'bad-path', 'there is no Nowhere in Entry in Entry.Nowhere'],
  [{ path: 'Numbers[2]', op: 'set', value: 1 }, 'bad-path', 'there is no [2] in Numbers'],
  [{ path: 'Numbers[4]', op: 'insert', value: 1 }, 'bad-path', 'Numbers[4]'],
  [{ path: 'Numbers[+]', op: 'set', value: 1 }, 'bad-path', 'Numbers[+]'],
  [{ path: 'Numbers.x', op: 'insert', value: 1 }, 'bad-path', 'Numbers.x'],
  [{ path: 'Entry[0]', op: 'insert', value: 1 }, 'bad-path', 'Entry[0]'],
  [{ path: 'Int', op: 'insert', value: { type: 'IntProperty', value: 1 } }, 'bad-path', 'already'],
  [{ path: 'Int#2', op: 'insert', value: { type: 'IntProperty', value: 1 } }, 'bad-path', 'the next one is #1'],
  [{ path: 'Int.x', op: 'insert', value: 1 }, 'bad-path', 'no parts'],
  [{ path: 'Int', op: 'set', value: 2 ** 31 }, 'bad-value', 'in Int'],
  [{ path: 'Int', op: 'set', value: 'a' }, 'bad-value', 'in Int'],
  [{ path: 'Int', op: 'set' }, 'bad-value', 'missing'],
  [{ path: 'Long', op: 'set', value: '9223372036854775808' }, 'bad-value', 'in Long'],
  [{ path: 'Numbers[0]', op: 'set', value: 0.5 }, 'bad-value', 'in Numbers[0]'],
  [{ path: 'Map[0].key', op: 'remove' }, 'bad-path', 'fixed'],
  [{ path: 'None', op: 'insert', value: { type: 'IntProperty', value: 1 } }, 'bad-value', 'in None'],
  [{ path: 'New', op: 'insert', value: { type: 'StructProperty', value: [] } }, 'bad-value', 'in New'],
  [{ path: 'New', op: 'insert', value: { type: 'IntProperty', flags: 8, value: 1 } }, 'bad-value', 'in New'],
  [{ path: '', op: 'set', value: 1 }, 'bad-path', 'whole'],
  [{ path: 'a..b', op: 'set', value: 1 }, 'bad-path', 'character 3'],
];

describe('edits that are refused', () => {
  it.each(refused)('%j', (one, code, told) => {
    const save = sample(ue427);
    expect(attempt(save, one)).toThrow(expect.objectContaining({ name: 'SaveError', code }));
    expect(attempt(save, one)).toThrow(told);
  });

  it('tell what a tag has no place for', () => {
    expect(attempt(sample(ue54), { path: 'Bool', op: 'set', value: 4 })).toThrow(
      expect.objectContaining({ code: 'bad-value' }),
    );
  });

  it('are all undone', () => {
    const save = sample(ue427);
    const edits: Edit[] = [
      { path: 'Int', op: 'set', value: 1 },
      { path: 'Int', op: 'set', value: 'x' },
    ];
    expect(attempt(save, edits)).toThrow('in Int');
    expect(at(save, 'Int')).toBe(42);
  });
});

describe('limits', () => {
  const nested = (depth: number): Json => {
    let value: Json = [];
    for (let i = 1; i < depth; i += 1) value = [{ name: 'S', type: ['StructProperty', 'F'], value }];
    return value;
  };
  const inserted = (depth: number): Edit => ({
    path: 'Entry.Deep',
    op: 'insert',
    value: { type: ['StructProperty', 'F'], value: nested(depth) },
  });

  it('take what can be read again', () => {
    const edited = edit(sample(ue427), inserted(98));
    const again = readSave(writeSave(edited), { deep: true });
    expect([...diff(edited, again)]).toEqual([]);
    expect(find(again, `Entry.Deep${'.S'.repeat(97)}`)?.value).toBeInstanceOf(PropertyList);
  });

  it('refuse what cannot', () => {
    expect(attempt(sample(ue427), inserted(99))).toThrow('deeper than 100 levels in Entry.Deep');
    expect(attempt(sample(ue427), inserted(400))).toThrow('deeper than 512 levels');
  });

  it('refuse values of any depth without a stack overflow', () => {
    const value = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`) as Json;
    expect(attempt(sample(ue427), { path: 'Int', op: 'set', value })).toThrow('deeper than 512 levels');
  });
});

describe('sharing', () => {
  it('keeps what is not on the way', () => {
    const save = sample(ue427);
    const edited = edit(save, { path: 'Entries[1].Count', op: 'set', value: 1 });
    expect(find(edited, 'Map')?.value).toBe(find(save, 'Map')?.value);
    expect(find(edited, 'Entries[0]')?.value).toBe(find(save, 'Entries[0]')?.value);
    expect(find(edited, 'Entries[1]')?.value).not.toBe(find(save, 'Entries[1]')?.value);
  });

  it('leaves a payload that is not understood as it is', () => {
    const odd: TestProperty = { name: 'Odd', value: { ...byteArray([]), type: { name: 'OddProperty', params: [] } } };
    const save = readSave(buildSave(ue54, [odd, { name: 'Int', value: values.int32(1) }]));
    const edited = readSave(writeSave(edit(save, { path: 'Int', op: 'set', value: 2 })));
    expect(find(edited, 'Odd')?.codec?.opaque).toBe(true);
    expect(find(edited, 'Odd')?.value).toEqual(find(save, 'Odd')?.value);
  });
});
