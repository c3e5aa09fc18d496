import { describe, expect, it } from 'vitest';
import { find, opaqueBytes, readSave, recognise, writeSave } from '../index.js';
import { struct } from './containers.js';
import { engines, ue427, ue54, ue55, ue56, type Engine } from './engines.js';
import { misreadings, named } from './misreadings.js';
import { losses, jsonProperties } from './round-trip.js';
import { buildSave, type, type TestValue } from './save-builder.js';
import { vector } from './structs.js';
import { bool, int32, plain, str } from './values.js';

const stamp = '0123456789ABCDEF00112233DEADBEEF';

describe.each(engines.map((engine) => [engine.label, engine] as const))('tags, saved by %s', (_label, engine) => {
  it('nothing but None', () => {
    expect(misreadings(engine, [])).toEqual([]);
  });

  it('carry a guid', () => {
    expect(
      misreadings(engine, [
        { name: 'A', value: int32(5), guid: stamp },
        { name: 'B', value: bool(true), guid: stamp },
        { name: 'C', value: vector(1, 2, 3), guid: '0'.repeat(32) },
        { name: 'D', value: int32(6) },
      ]),
    ).toEqual([]);
  });

  it('carry an index: elements of a static array', () => {
    const properties = [0, 1, 2, 700].map((index) => ({
      name: 'Slot',
      value: int32(index),
      ...(index > 0 ? { index } : {}),
    }));
    expect(misreadings(engine, properties)).toEqual([]);
    const save = readSave(buildSave(engine, properties));
    expect(find(save, 'Slot')?.value).toBe(0);
    expect(find(save, 'Slot#3')?.value).toBe(700);
  });

  it('keep an order, and names that occur twice with other types', () => {
    const properties = [
      named(int32(1), 'Same'),
      named(str('two'), 'Same'),
      named(bool(false), 'same'),
      named(int32(1), 'Same'),
    ];
    expect(misreadings(engine, properties)).toEqual([]);
    const save = readSave(buildSave(engine, properties));
    expect(find(save, 'Same#1')?.value).toBe('two');
    expect(find(save, 'Same#2')?.value).toBe(1);
  });

  it('keep a type that nobody knows, by its size', () => {
    const unknown: TestValue = plain('QuantumProperty', (out) => out.bytes([1, 2, 3, 4, 5]), undefined);
    const bytes = buildSave(engine, [named(int32(1), 'Before'), named(unknown, 'Odd'), named(int32(2), 'After')]);
    expect(losses(bytes)).toEqual([]);
    expect(opaqueBytes(readSave(bytes))).toBe(5);
    expect(find(readSave(bytes), 'After')?.value).toBe(2);
  });

  it('keep what follows the end', () => {
    const bytes = buildSave(engine, [named(int32(1))], { trailing: [0, 0, 0, 0, 1, 2, 3] });
    expect(losses(bytes)).toEqual([]);
    expect(opaqueBytes(readSave(bytes))).toBeGreaterThan(0);
    expect(losses(buildSave(engine, [named(int32(1))], { trailing: [] }))).toEqual([]);
    expect(losses(buildSave(engine, [], { trailing: [] }))).toEqual([]);
  });

  it('let their JSON be changed by hand', () => {
    expect(jsonProperties(buildSave(engine, [named(int32(5), 'Coins')]))).toMatchObject([
      { name: 'Coins', type: 'IntProperty', value: 5 },
    ]);
  });

  it('tell themselves from other files', () => {
    expect(recognise(buildSave(engine, []))).toBe('gvas');
  });
});

describe('tags from 5.4', () => {
  it.each([ue54, ue55, ue56])('carry extensions, saved by $label', (engine) => {
    expect(
      misreadings(engine, [
        { name: 'A', value: int32(5), extension: [2, 1, 0, 0, 0, 0] },
        { name: 'B', value: int32(5), guid: stamp, extension: [0] },
        {
          name: 'C',
          value: struct('FInner', [{ name: 'D', value: int32(1), extension: [2, 3, 1, 0, 0, 0] }]),
          index: 1,
        },
      ]),
    ).toEqual([]);
  });

  it.each([ue54, ue55, ue56])('may have been skipped, saved by $label', (engine) => {
    const none: TestValue = { type: type('IntProperty'), write: () => undefined, json: undefined };
    expect(losses(buildSave(engine, [{ name: 'Gone', value: none, skipped: true }, named(int32(1), 'Here')]))).toEqual(
      [],
    );
  });

  it('keep types with parameters of parameters', () => {
    const deep = type('StructProperty', type('FThing', type('/Game/Thing')), type('0123-GUID'));
    const value: TestValue = { ...struct('FThing', [named(int32(1), 'A')]), type: deep };
    const bytes = buildSave(ue54, [named(value)]);
    expect(losses(bytes)).toEqual([]);
    expect(opaqueBytes(readSave(bytes))).toBe(0);
  });
});

describe('headers', () => {
  const bare = (engine: Engine) => readSave(buildSave(engine, []));

  it.each(engines)('tell $label', (engine) => {
    const save = bare(engine);
    expect(save).toMatchObject({
      kind: 'gvas',
      header: { ue4: engine.ue4, engine: { major: engine.engine[0], minor: engine.engine[1] } },
    });
    expect(find(save, 'Nothing')).toBeUndefined();
  });

  it('keep what a save class puts before its properties', () => {
    const mark = [...'ABF_SAVE_VERSION\0'].map((one) => one.charCodeAt(0));
    const prefix = new Uint8Array([17, 0, 0, 0, ...mark, 3, 0, 0, 0, 1, 0, 0, 0, 9, 9, 9, 9, 0]);
    const bytes = buildSave(ue54, [named(int32(5), 'Coins')], { prefix });
    expect(losses(bytes)).toEqual([]);
    expect(find(readSave(bytes), 'Coins')?.value).toBe(5);
  });

  it('keep a wide branch and an empty class', () => {
    expect(misreadings(ue427, [named(int32(1))], { branch: '++Zürich', saveClass: '' })).toEqual([]);
  });

  it('are not written to', () => {
    const bytes = buildSave(ue54, [named(int32(5), 'Coins')]);
    const kept = bytes.slice();
    writeSave(readSave(bytes), { anew: true });
    expect(bytes).toEqual(kept);
  });
});
