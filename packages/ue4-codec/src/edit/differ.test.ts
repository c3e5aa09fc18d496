import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { EncodedString, type Str } from '../io/strings.js';
import type { Json } from '../json/json.js';
import { PropertyList } from '../properties/property-list.js';
import { readSave } from '../read-save.js';
import type { GvasSave, PalworldSave, Save } from '../save.js';
import { struct } from '../testing/containers.js';
import { corpusPresent, readCorpus } from '../testing/corpus.js';
import { ue427 } from '../testing/engines.js';
import { buildSave, type TestProperty } from '../testing/save-builder.js';
import { str } from '../testing/values.js';
import { writeSave } from '../write-save.js';
import { diff, type Change } from './diff.js';
import { edit } from './edit.js';
import { find } from './find.js';

const json = (text: string): Save => readSave(new TextEncoder().encode(text));
const gvas = (...properties: TestProperty[]): GvasSave => readSave(buildSave(ue427, properties)) as GvasSave;

function changes(before: Save, after: Save): readonly Change[] {
  return [...diff(before, after)];
}

describe('diff of JSON', () => {
  it.each<[string, string, string, Json, Json]>([
    [
      '{"Loadouts":9007199254740993}',
      '{"Loadouts":9007199254740992}',
      'Loadouts',
      '9007199254740993',
      '9007199254740992',
    ],
    ['{"Loadouts":[1,1.50]}', '{"Loadouts":[1,1.5]}', 'Loadouts[1]', '1.50', '1.5'],
    ['{"Loadouts":0}', '{"Loadouts":-0}', 'Loadouts', '0', '-0'],
    ['{"Loadouts":"A"}', '{"Loadouts":"\\u0041"}', 'Loadouts', '"A"', '"\\u0041"'],
    [
      '{"Loadouts":1,"Loadouts":2}',
      '{"Loadouts":7,"Loadouts":2}',
      '',
      'hidden by another of the name: "Loadouts": 1',
      'hidden by another of the name: "Loadouts": 7',
    ],
    [
      '{"Characters.json":["{\\"A\\":1}"]}',
      '{"Characters.json":["{\\"A\\":1.0}"]}',
      '"Characters.json"[0].A',
      '1',
      '1.0',
    ],
    [
      '{"Characters.json":["{\\"A\\":1}"]}',
      '{"Characters.json":["{\\u0022A\\":1}"]}',
      '"Characters.json"[0]',
      '"{\\"A\\":1}"',
      '"{\\u0022A\\":1}"',
    ],
  ])('tells %s from %s', (one, other, path, before, after) => {
    expect(changes(json(one), json(other))).toEqual([{ path, kind: 'changed', before, after }]);
    expect(changes(json(one), json(one))).toEqual([]);
  });

  it('finds elements again by their spelling', () => {
    const [before, after] = ['[1.0,1,2]', '[1,2]'].map((list) => json(`{"Loadouts":${list}}`)) as [Save, Save];
    expect(changes(before, after)).toEqual([{ path: 'Loadouts[0]', kind: 'removed', before: 1 }]);
  });
});

describe('diff of what stands around properties', () => {
  const save = gvas();
  const withVersions = (...versions: readonly (readonly [string, number, string?])[]): GvasSave => ({
    ...save,
    header: {
      ...save.header,
      custom: {
        format: 3,
        versions: versions.map(([guid, version, name]) =>
          name === undefined ? { guid, version } : { guid, version, name },
        ),
      },
    },
  });
  const guid = '0'.repeat(32);

  it('tells custom versions by name, and each of a guid', () => {
    expect(changes(withVersions([guid, 1, 'a']), withVersions([guid, 1, 'b'])).map(({ path }) => path)).toEqual([
      `header.custom.${guid}.name`,
    ]);
    expect(changes(withVersions([guid, 1], [guid, 2]), withVersions([guid, 9], [guid, 2])).length).toBe(1);
  });

  it('leaves out the size in a prefix', () => {
    const of = (size: number, other: number): GvasSave => ({
      ...save,
      prefix: { bytes: Uint8Array.of(other, size, 0, 0, 0), sizeAt: 1 },
    });
    expect(changes(of(5, 1), of(6, 1))).toEqual([]);
    expect(changes(of(5, 1), of(5, 2)).map(({ path }) => path)).toEqual(['prefix']);
  });

  it('tells how Palworld packs, and what it puts in front', () => {
    const content = buildSave(ue427, []);
    const once = deflateSync(content);
    const head = Buffer.alloc(12);
    head.writeUInt32LE(content.length, 0);
    head.writeUInt32LE(once.length, 4);
    head.write('PlZ1', 8);
    const packed = readSave(new Uint8Array(Buffer.concat([head, once]))) as PalworldSave;
    const { container } = packed;
    expect(changes(packed, { ...packed, container: { ...container, type: 0x32 } }).map(({ path }) => path)).toEqual([
      'container.packedTimes',
    ]);
    const fronts = ['AAAAAAAACNK1', 'BBBBBBBBCNK1'].map((text) => ({
      ...packed,
      container: { ...container, chunkHeader: new TextEncoder().encode(text) },
    })) as [Save, Save];
    expect(changes(...fronts).map(({ path }) => path)).toEqual(['container.chunkHeader']);
  });

  it('tells how the name of a flag file is stored', () => {
    const of = (name: Str): Save => ({ kind: 'icarus-flags', name, flags: [] });
    expect(changes(of('x'), of(new EncodedString('x', 'utf16', true))).length).toBe(1);
  });

  it('tells how the name of a type is stored', () => {
    const of = (name: TestProperty['name']): TestProperty => ({
      name: 'V',
      value: { ...struct('F', []), type: { name: 'StructProperty', params: [{ name, params: [] }] } },
    });
    expect(changes(gvas(of('F')), gvas(of({ text: 'F', as: 'utf16' })))).toEqual([
      { path: 'V', kind: 'type', before: 'StructProperty<F>', after: 'StructProperty<F as utf16>' },
    ]);
  });
});

describe.runIf(corpusPresent)('diff of lists of structs (the corpus is present)', () => {
  it('sees a copy of a struct of structs', () => {
    const save = readSave(readCorpus('uesave/drg-save-test.sav'));
    const edited = edit(save, { path: 'CharacterSaves[0]', op: 'duplicate' });
    expect(changes(save, readSave(writeSave(edited))).map(({ path, kind }) => `${kind} ${path}`)).toEqual([
      'added CharacterSaves[1]',
    ]);
  });

  it('tells exactly the recorders that were taken out', () => {
    const save = readSave(readCorpus('icarus/prospect.json'));
    const gone = [3, 40, 41, 99, 200];
    const edited = edit(
      save,
      gone.toReversed().map((index) => ({ path: `recorders[${index}]`, op: 'remove' as const })),
    );
    expect(changes(save, edited).map(({ path, kind }) => `${kind} ${path}`)).toEqual(
      gone.map((index) => `removed StateRecorderBlobs[${index}]`),
    );
  });
});

describe('a value that is set again', () => {
  it('changes nothing, whatever way it is stored', () => {
    const save = gvas({ name: 'V', value: str({ text: 'abc', as: 'utf16' }) });
    expect(edit(save, { path: 'V', op: 'set', value: 'abc' })).toBe(save);
    const text = json('{"Loadouts":[1.50,"\\u0041",9007199254740993]}');
    expect(
      edit(text, [
        { path: 'Loadouts[0]', op: 'set', value: 1.5 },
        { path: 'Loadouts[1]', op: 'set', value: 'A' },
      ]),
    ).toBe(text);
    expect(find(save, '')?.value).toBeInstanceOf(PropertyList);
  });

  it('is copied as it is spelt', () => {
    const edited = edit(json('{"Loadouts":[{"a":9007199254740993, "b":1.0}]}'), {
      path: 'Loadouts[0]',
      op: 'duplicate',
    });
    expect(new TextDecoder().decode(writeSave(edited))).toBe(
      '{"Loadouts":[{"a":9007199254740993, "b":1.0}, {"a":9007199254740993, "b":1.0}]}',
    );
  });
});

it('refuses values that are larger than any save', () => {
  let value: Json = [1];
  for (let i = 0; i < 24; i += 1) value = [value, value];
  expect(() => edit(json('{"Loadouts":1}'), { path: 'Loadouts', op: 'set', value })).toThrow(
    'more than 5000000 values',
  );
});
