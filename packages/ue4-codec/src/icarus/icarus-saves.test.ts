import { describe, expect, it } from 'vitest';
import { SaveError } from '../errors.js';
import { defaultLimits } from '../limits.js';
import { createRegistry } from '../registry.js';
import { engineKnowledge } from '../structs/engine-structs.js';
import { corpusPresent, readCorpus } from '../testing/corpus.js';
import { readFlags, writeFlags } from './flags-save.js';
import { JsonDocument } from './json-document.js';
import { readJsonSave, writeJsonSave } from './json-save.js';
import { icarusKnowledge } from './knowledge.js';
import { readMounts, writeMounts } from './mounts-save.js';
import { prospectHash, readProspect, writeProspect } from './prospect-save.js';
import { withJson } from './property-edit.js';
import { RecorderData } from './recorder-data.js';
import { StructArray } from '../properties/struct-array.js';
import { PropertyList } from '../properties/property-list.js';

const registry = createRegistry(icarusKnowledge, engineKnowledge);

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return error instanceof SaveError ? error.code : String(error);
  }
  return 'nothing thrown';
}

describe.runIf(corpusPresent)('a real prospect (the corpus is present)', () => {
  const bytes = corpusPresent ? readCorpus('icarus/prospect.json') : new Uint8Array(0);
  const read = () => readProspect(bytes, registry, defaultLimits);

  it('is written as it was, also anew', () => {
    const save = read();
    expect(Buffer.compare(writeProspect(save), bytes)).toBe(0);
    expect(Buffer.compare(writeProspect(save, true), bytes)).toBe(0);
  });

  it('decodes the data of its recorders', () => {
    const recorders = read().properties.value('StateRecorderBlobs');
    expect(recorders).toBeInstanceOf(StructArray);
    const items = recorders instanceof StructArray ? recorders.items : [];
    expect(items.length).toBe(2115);
    expect(
      items.every((item) => item instanceof PropertyList && item.value('BinaryData') instanceof RecorderData),
    ).toBe(true);
  });

  it('is packed as the game does when its content changes', () => {
    const save = read();
    const other = { ...save, properties: withJson(save.properties, 'Version', 3, save.archive) };
    const written = writeProspect(other);
    const back = readProspect(written, registry, defaultLimits);
    expect(back.properties.value('Version')).toBe(3);
    expect(prospectHash(back).matches).toBe(true);
    const blob = back.document.value(['ProspectBlob']);
    expect(blob).toMatchObject({ Key: 'actors', UncompressedLength: save.sizeBytes });
    const undone = { ...back, properties: withJson(back.properties, 'Version', 2, back.archive) };
    expect(Buffer.compare(writeProspect(undone), bytes)).toBe(0);
  });

  it('keeps a hash that is wrong while the content stays, and tells it', () => {
    const text = new TextDecoder().decode(bytes).replace('"7a64aa', '"7A64AA');
    const wrong = readProspect(new TextEncoder().encode(text), registry, defaultLimits);
    expect(prospectHash(wrong)).toMatchObject({ matches: false });
    expect(new TextDecoder().decode(writeProspect(wrong, true))).toBe(text);
  });

  it('refuses a blob that is broken', () => {
    const document = JsonDocument.parse(bytes);
    const broken = (value: string | number) => () =>
      readProspect(document.replace(['ProspectBlob', 'BinaryBlob'], value).toBytes(), registry, defaultLimits);
    expect(codeOf(broken('!'))).toBe('malformed');
    expect(codeOf(broken(1))).toBe('malformed');
    expect(codeOf(broken('eJw='))).toBe('truncated');
    expect(codeOf(() => readProspect(bytes, registry, { ...defaultLimits, inflatedBytes: 1e6 }))).toBe('limit');
  });
});

describe.runIf(corpusPresent)('a real file of pets (the corpus is present)', () => {
  const bytes = corpusPresent ? readCorpus('icarus/Mounts.json') : new Uint8Array(0);

  it('is written as it was, also anew', () => {
    const save = readMounts(bytes, registry, defaultLimits);
    expect(save.recorders.length).toBe(10);
    expect(save.recorders.every((one) => one !== undefined)).toBe(true);
    expect(Buffer.compare(writeMounts(save), bytes)).toBe(0);
    expect(Buffer.compare(writeMounts(save, true), bytes)).toBe(0);
  });

  it('changes only the numbers it must', () => {
    const save = readMounts(bytes, registry, defaultLimits);
    const recorders = save.recorders.map((one, i) =>
      one === undefined || i > 0
        ? one
        : { ...one, properties: withJson(one.properties, 'Experience', 1_150_000, save.archive) },
    );
    const written = writeMounts({ ...save, recorders });
    const before = new TextDecoder().decode(bytes).split('\n');
    const after = new TextDecoder().decode(written).split('\n');
    expect(after.length).toBe(before.length);
    expect(after.filter((line, i) => line !== before[i]).length).toBe(3);
    expect(readMounts(written, registry, defaultLimits).recorders[0]?.properties.value('Experience')).toBe(1_150_000);
  });

  it('keeps pets whose bytes are not understood', () => {
    const document = JsonDocument.parse(bytes)
      .replace(['SavedMounts', 0, 'RecorderBlob', 'BinaryData'], [1, 2, 300])
      .replace(['SavedMounts', 1, 'RecorderBlob', 'BinaryData'], [1, 2, 3]);
    const save = readMounts(document.toBytes(), registry, defaultLimits);
    expect(save.recorders.map((one) => one === undefined).slice(0, 3)).toEqual([true, true, false]);
    expect(Buffer.compare(writeMounts(save, true), document.toBytes())).toBe(0);
  });
});

describe('the smaller files of ICARUS', () => {
  it('flags are a name and numbers', () => {
    const bytes = Uint8Array.from([3, 0, 0, 0, 0x37, 0x36, 0, 2, 0, 0, 0, 1, 0, 0, 0, 255, 255, 255, 255]);
    const save = readFlags(bytes);
    expect(save).toEqual({ kind: 'icarus-flags', name: '76', flags: [1, 4_294_967_295] });
    expect(writeFlags(save)).toEqual(bytes);
    expect(codeOf(() => readFlags(bytes.subarray(0, -1)))).toBe('malformed');
    expect(codeOf(() => readFlags(Uint8Array.of(1)))).toBe('truncated');
  });

  it('JSON is kept as it is', () => {
    const bytes = new TextEncoder().encode('{ "Characters.json":["{}"] }\n');
    const save = readJsonSave(bytes, 'icarus-characters');
    expect(writeJsonSave(save)).toEqual(bytes);
  });
});
