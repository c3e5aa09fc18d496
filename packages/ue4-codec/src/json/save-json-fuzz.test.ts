import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SaveError } from '../errors.js';
import { readSave } from '../read-save.js';
import { corpusPresent, readCorpus } from '../testing/corpus.js';
import { writeSave } from '../write-save.js';
import type { Json } from './json.js';
import { parseJson } from './parse.js';
import { fromJson, toJson } from './save-json.js';

const junk: readonly Json[] = [
  null,
  true,
  false,
  0,
  -0,
  -1,
  1.5,
  300,
  70_000,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  1e300,
  '',
  'x',
  'None',
  '\ud800',
  '\u00e4',
  '-1',
  '99999999999999999999',
  'AAAA',
  'AA=A',
  'NaN',
  [],
  [[]],
  [1, 'a'],
  {},
  { a: 1 },
  { nan: '7fc00001' },
  { text: 'a', encoding: 'ansi', terminated: false },
  'StructProperty',
  ['ArrayProperty', 'IntProperty'],
  ['MapProperty'],
  ['StructProperty', 'Vector'],
  'opaque',
  'properties',
];

/** The composites of a value, each of which has something to spoil. */
function composites(json: Json, found: Json[] = []): Json[] {
  if (typeof json !== 'object' || json === null) return found;
  const parts = Object.values(json);
  if (parts.length > 0) found.push(json);
  for (const part of parts) composites(part, found);
  return found;
}

/** Puts junk somewhere, or takes something away. */
function spoil(json: Json, place: number, part: number, value: Json | undefined): void {
  const all = composites(json);
  const target = all[place % all.length] as Json[] & { [key: string]: Json };
  const keys = Object.keys(target);
  const key = keys[part % keys.length] as string;
  if (value !== undefined) target[key] = value;
  else if (Array.isArray(target)) target.splice(Number(key), 1);
  else delete target[key];
}

/** What became of it; errors that are not ours are not caught. */
function outcome(text: string): 'refused' | 'written' {
  try {
    writeSave(fromJson([text]));
    return 'written';
  } catch (error) {
    if (error instanceof SaveError) return 'refused';
    throw error;
  }
}

const files = [
  'gvas/Options.sav',
  'gvas/Delegate.sav',
  'gvas/tagcontainer.sav',
  'gvas/regression_01.bin',
  'abiotic/WorldSave_V_Tile.sav',
  'palworld/LevelMeta.sav',
];

describe.runIf(corpusPresent)('JSON that was spoilt', () => {
  it.each(files)('%s is refused or written, with no error but our own', { timeout: 60_000 }, (path) => {
    const text = [...toJson(readSave(readCorpus(path)))].join('');
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.constantFrom(undefined, ...junk), (place, part, value) => {
        const json = parseJson([text]);
        spoil(json, place, part, value);
        expect(['refused', 'written']).toContain(outcome(JSON.stringify(json)));
      }),
      { numRuns: 600 },
    );
  });
});
