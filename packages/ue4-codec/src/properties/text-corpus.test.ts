import { describe, expect, it } from 'vitest';
import { readSave } from '../read-save.js';
import type { GvasSave, Save } from '../save.js';
import { corpusPresent, readCorpus } from '../testing/corpus.js';
import { eachProperty } from './visit.js';

function gvas(save: Save): GvasSave {
  if (save.kind !== 'gvas') throw new Error(`a ${save.kind}`);
  return save;
}

/** How many texts of each history the properties of a save hold, told by the way they are decoded. */
function histories(path: string): Record<string, number> {
  const counts: Record<string, number> = {};
  eachProperty(gvas(readSave(readCorpus(path))).properties, ({ codec, value }) => {
    const texts: unknown[] = Array.isArray(value) ? value : [value];
    for (const text of texts) {
      if (typeof text !== 'object' || text === null || !('history' in text)) continue;
      const told = `${codec.id.replace(/^array<(.*)>$/, '$1')} ${String(text.history)}`;
      counts[told] = (counts[told] ?? 0) + 1;
    }
  });
  return counts;
}

// Where the folder of real saves is absent, these say that they are skipped.
describe.runIf(corpusPresent)('texts of real saves', () => {
  it('of UE 4 are all understood, the first way', () => {
    expect(histories('gvas/text_property_noarray.bin')).toEqual({
      'Text-32 None': 261,
      'Text-32 Base': 91,
      'Text-32 ArgumentFormat': 16,
    });
    expect(histories('gvas/Slot2.sav')).toEqual({ 'Text-32 None': 68, 'Text-32 ArgumentFormat': 20 });
  });

  it('of UE 5 are all understood, the first way', () => {
    expect(histories('gvas/Slot3.sav')).toEqual({ 'Text None': 70, 'Text ArgumentFormat': 20 });
    expect(histories('abiotic/WorldSave_Facility_MFWest.sav')).toEqual({ 'Text None': 9 });
  });
});
