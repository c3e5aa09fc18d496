import { describe, expect, it } from 'vitest';
import { find, opaqueBytes, readSave, recognise, SaveError, writeSave } from '../index.js';
import { corpusFiles, corpusPresent, readCorpus } from './corpus.js';
import { icarusSamples, palworldSample } from './icarus-samples.js';
import { layouts, sampleSaves } from './samples.js';

/** What reading some bytes comes to: '' where it went well or was refused properly. */
function outcome(bytes: Uint8Array): string {
  try {
    const save = readSave(bytes);
    opaqueBytes(save);
    find(save, 'Text');
    const written = writeSave(save, { anew: true });
    return Buffer.compare(written, bytes) === 0 ? '' : 'writes other bytes';
  } catch (error) {
    return error instanceof SaveError ? '' : `throws ${String(error)}`;
  }
}

/** The lengths at which a file that ends there is not handled as it should be. */
function badLengths(bytes: Uint8Array, lengths: Iterable<number>): string[] {
  const bad: string[] = [];
  for (const length of lengths) {
    const told = outcome(bytes.slice(0, length));
    if (told !== '') bad.push(`${length}: ${told}`);
  }
  return bad;
}

function* upTo(end: number, step = 1): Generator<number> {
  for (let length = 0; length < end; length += step) yield length;
}

describe('a save that ends too soon', () => {
  it.each(sampleSaves(layouts))(
    'of %s is refused or comes back as it is, wherever it ends',
    { timeout: 60_000 },
    (_label, bytes) => {
      expect(badLengths(bytes, upTo(bytes.length))).toEqual([]);
    },
  );

  it.each(icarusSamples())('of ICARUS, %s', { timeout: 60_000 }, (_kind, bytes) => {
    expect(badLengths(bytes, upTo(bytes.length))).toEqual([]);
  });

  it.each([false, true])('in the container of Palworld (twice: %s)', { timeout: 60_000 }, (twice) => {
    const [, content] = sampleSaves(layouts)[2] ?? ['', new Uint8Array()];
    const bytes = palworldSample(content, twice);
    expect(badLengths(bytes, upTo(bytes.length))).toEqual([]);
    const cut = Array.from({ length: 60 }, (_, i) => palworldSample(content.slice(0, i * 47), twice));
    expect(cut.map(outcome).filter((told) => told !== '')).toEqual([]);
  });

  it('is recognised without an error', () => {
    const [, bytes] = sampleSaves(layouts)[0] ?? ['', new Uint8Array()];
    for (let length = 0; length < 200; length += 1) expect(typeof recognise(bytes.subarray(0, length))).toBe('string');
  });

  it('tells where', () => {
    const [, bytes] = sampleSaves(layouts)[1] ?? ['', new Uint8Array()];
    expect(() => readSave(bytes.slice(0, 60))).toThrow(SaveError);
    expect(() => readSave(new Uint8Array())).toThrow(SaveError);
  });
});

describe.runIf(corpusPresent)('a real save that ends too soon', () => {
  const small = corpusFiles.filter((path) => readCorpus(path).length < 25_000);
  it.each(small)('%s', { timeout: 60_000 }, (path) => {
    const bytes = readCorpus(path);
    expect(badLengths(bytes, upTo(bytes.length, Math.ceil(bytes.length / 600)))).toEqual([]);
  });

  const large = corpusFiles.filter((path) => path.startsWith('icarus'));
  it.each(large)('%s', { timeout: 60_000 }, (path) => {
    const bytes = readCorpus(path);
    expect(badLengths(bytes, upTo(bytes.length, Math.ceil(bytes.length / 12)))).toEqual([]);
  });
});
