import { describe, expect, it } from 'vitest';
import { SaveError } from '../errors.ts';
import type { Json } from '../json/json.ts';
import { readSave } from '../read-save.ts';
import type { Save } from '../save.ts';
import { engines } from '../testing/engines.ts';
import { Random } from '../testing/random.ts';
import { sampleProperties } from '../testing/samples.ts';
import { buildSave } from '../testing/save-builder.ts';
import { writeSave } from '../write-save.ts';
import { diff } from './diff.ts';
import { edit, type Edit } from './edit.ts';
import type { SaveNode } from './node.ts';
import { jsonText } from './short-value.ts';
import { walk } from './walk.ts';

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

/** A value of another place, or any value. */
function someValue(random: Random, nodes: readonly SaveNode[]): Json {
  if (random.below(3) === 0) return random.pick(odd);
  const value = JSON.parse(jsonText(random.pick(nodes))) as Json;
  return random.below(3) === 0
    ? { type: random.pick(['IntProperty', 'StrProperty', ['StructProperty', 'Vector']]), value }
    : value;
}

function someEdit(random: Random, nodes: readonly SaveNode[]): Edit {
  const { path } = random.pick(nodes);
  const op = random.pick(ops);
  const value = someValue(random, nodes);
  if (op !== 'insert') return { path, op, value };
  return { path: path + random.pick(['', '[+]', '[0]', '.New', '#1']), op, value };
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
    const random = new Random(engine.ue4 + engine.ue5 + Number(process.env['SEED'] ?? 0));
    let save = original;
    let made = 0;
    for (let i = 0; i < Number(process.env['N'] ?? 300); i += 1) {
      const one = someEdit(random, [...walk(save)]);
      const edited = attempt(save, one);
      if (edited === save) continue;
      made += 1;
      const written = writeSave(edited);
      const again = readSave(written, { deep: true });
      const same = Buffer.compare(writeSave(again, { anew: true }), written) === 0;
      expect({ one, same, changes: [...diff(edited, again)] }).toEqual({ one, same: true, changes: [] });
      save = written.length > 20_000 ? original : edited;
    }
    expect(made).toBeGreaterThan(30);
    expect(Buffer.compare(writeSave(original), bytes)).toBe(0);
  });
});
