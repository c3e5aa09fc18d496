import { describe, expect, it } from 'vitest';
import { SaveError } from '../errors.js';
import type { Json } from '../json/json.js';
import { readSave } from '../read-save.js';
import type { Save } from '../save.js';
import { engines } from '../testing/engines.js';
import { Random } from '../testing/random.js';
import { sampleProperties } from '../testing/samples.js';
import { buildSave } from '../testing/save-builder.js';
import { writeSave } from '../write-save.js';
import { diff } from './diff.js';
import { edit, type Edit } from './edit.js';
import type { SaveNode } from './node.js';
import { jsonText } from './short-value.js';
import { walk } from './walk.js';

const ops: readonly Edit['op'][] = ['set', 'set', 'insert', 'remove', 'duplicate'];
const odd: readonly Json[] = [
  null,
  true,
  0,
  -1,
  0.5,
  2 ** 40,
  '',
  'x',
  'Ä',
  '\ud800',
  '-9223372036854775808',
  [],
  {},
  [1],
  'NaN',
  { nan: '7fc00001' },
];

const types: readonly Json[] = [
  'IntProperty',
  'StrProperty',
  'BoolProperty',
  'TextProperty',
  'OddProperty',
  'StructProperty',
  ['StructProperty', 'Vector'],
  ['StructProperty', 'F'],
  'ArrayProperty',
  ['ArrayProperty', 'IntProperty'],
  ['ArrayProperty', 'StructProperty'],
  ['ArrayProperty', ['StructProperty', 'F']],
  ['ArrayProperty', ['ArrayProperty', 'IntProperty']],
  ['MapProperty', 'NameProperty'],
  ['MapProperty', 'NameProperty', 'StructProperty'],
  ['SetProperty', 'NameProperty'],
  ['OptionalProperty', 'IntProperty'],
  ['ByteProperty', 'EKind'],
  ['EnumProperty', 'EKind'],
  ['IntProperty', 'Odd'],
];

const tags: readonly { readonly [key: string]: Json }[] = [
  {},
  {},
  { index: 3 },
  { guid: '0123456789abcdef0123456789abcdef' },
  { structGuid: '0123456789abcdef0123456789abcdef' },
  { flags: 8 },
  { extension: { bits: 2, operation: 1, experimental: 0 } },
];

/** A value of another place, or any value. */
function someValue(random: Random, nodes: readonly SaveNode[]): Json {
  if (random.below(3) === 0) return random.pick(odd);
  const value = JSON.parse(jsonText(random.pick(nodes))) as Json;
  return random.below(3) === 0 ? someProperty(random, value) : value;
}

/** What is put in under a name: often with a type or a tag that cannot be stored. */
function someProperty(random: Random, value: Json): Json {
  return { type: random.pick(types), value: random.below(4) === 0 ? 'AQID' : value, ...random.pick(tags) };
}

function someEdit(random: Random, nodes: readonly SaveNode[]): Edit {
  const { path } = random.pick(nodes);
  const op = random.pick(ops);
  const value = someValue(random, nodes);
  if (op !== 'insert') return { path, op, value };
  const place = random.pick(['', '[+]', '[0]', '.New', '.None', '#1']);
  return place === '.New' && random.below(4) > 0
    ? { path: 'New', op, value: someProperty(random, value) }
    : { path: path + place, op, value };
}

/** The save with the edit, or the save where the edit is refused. */
function attempt(save: Save, one: Edit): Save {
  try {
    return edit(save, one);
  } catch (error) {
    if (error instanceof SaveError) return save;
    throw error;
  }
}

describe.each(engines)('random edits of a save of $label', (engine) => {
  it('are refused, or can be written and read again', () => {
    const bytes = buildSave(engine, sampleProperties());
    const original = readSave(bytes);
    const random = new Random(engine.ue4 + engine.ue5);
    let save = original;
    let made = 0;
    for (let i = 0; i < 300; i += 1) {
      const one = someEdit(random, [...walk(save)]);
      const edited = attempt(save, one);
      if (edited === save) continue;
      made += 1;
      const written = writeSave(edited);
      const again = readSave(written, { deep: true });
      const same = Buffer.compare(writeSave(again, { anew: true }), written) === 0;
      expect({ one, same, changes: [...diff(edited, again)] }).toEqual({ one, same: true, changes: [] });
      save = written.length > 20_000 || written.length < bytes.length / 2 ? original : edited;
    }
    expect(made).toBeGreaterThan(30);
    expect(Buffer.compare(writeSave(original), bytes)).toBe(0);
  });
});
