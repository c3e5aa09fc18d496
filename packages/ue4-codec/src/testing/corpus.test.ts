import { describe, expect, it } from 'vitest';
import { opaqueBytes, readSave, recognise } from '../index.js';
import type { Save } from '../save.js';
import { corpusFiles, corpusPresent, readCorpus } from './corpus.js';
import { countNodes, losses } from './round-trip.js';

/** Bytes of save classes before their properties: carried, and known to be what they are. */
function prefixBytes(save: Save): number {
  const gvas = save.kind === 'palworld' ? save.content : save;
  return gvas.kind === 'gvas' ? gvas.prefix.bytes.length : 0;
}

/** Says in the report of the tests whether anything real was tried. */
const presence = corpusPresent ? 'are there' : 'are NOT there: neither BOTHY_TEST_CORPUS nor ../shared/corpus has any';

describe(`real saves ${presence}`, () => {
  it('are tried where they are', () => {
    expect(corpusFiles.length > 0).toBe(corpusPresent);
  });
});

describe.runIf(corpusPresent)('the corpus', () => {
  it.each(corpusFiles)(
    '%s comes back byte for byte: as read, written anew, and through JSON',
    { timeout: 60_000 },
    (path) => {
      expect(losses(readCorpus(path))).toEqual([]);
    },
  );

  it.each(corpusFiles)('%s is recognised and walked to its ends', { timeout: 60_000 }, (path) => {
    const bytes = readCorpus(path);
    const save = readSave(bytes, { deep: true });
    expect(recognise(bytes)).toBe(save.kind);
    expect(countNodes(save)).toBeGreaterThan(0);
  });

  it(
    'is understood: no file carries bytes that are not, but for what save classes put before their properties',
    { timeout: 60_000 },
    () => {
      const carried = corpusFiles.map((path) => {
        const save = readSave(readCorpus(path));
        return `${path}: ${opaqueBytes(save) - prefixBytes(save)}`;
      });
      expect(carried).toEqual(corpusFiles.map((path) => `${path}: 0`));
    },
  );
});
