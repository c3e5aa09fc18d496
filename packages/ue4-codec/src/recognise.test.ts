import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { recognise } from './recognise.js';
import { corpusFiles, corpusPresent, readCorpus } from './testing/corpus.js';

const utf8 = (text: string) => new TextEncoder().encode(text);
const json = (value: unknown) => utf8(JSON.stringify(value));

describe('recognising files', () => {
  it.each([
    ['icarus-prospect', { ProspectInfo: { ProspectID: 'a' }, ProspectBlob: {} }],
    ['icarus-prospect', { Other: ['"}'], ProspectBlob: {}, ProspectInfo: {} }],
    ['icarus-mounts', { SavedMounts: [] }],
    ['icarus-characters', { 'Characters.json': ['{}'] }],
    ['icarus-associated-prospects', { 'AssociatedProspects_Slot_2.json': [] }],
    ['icarus-profile', { UserID: '1', MetaResources: [], UnlockedFlags: [], Talents: [] }],
    ['icarus-meta-inventory', { InventoryID: 'MetaInventoryID_Main', Items: [] }],
    ['icarus-loadouts', { Loadouts: [] }],
    ['icarus-accolades', { CompletedAccolades: [] }],
    ['icarus-bestiary', { BestiaryTracking: [], FishTracking: [] }],
    ['unknown', { Items: [] }],
    ['unknown', { UserID: '1' }],
    ['unknown', {}],
    ['unknown', []],
    ['unknown', 'ProspectInfo'],
  ])('%s: %j', (kind, value) => {
    expect(recognise(json(value))).toBe(kind);
    expect(recognise(Uint8Array.from([0xef, 0xbb, 0xbf, ...utf8(`\r\n${JSON.stringify(value, null, '\t')}`)]))).toBe(
      kind,
    );
    expect(recognise(new Uint8Array(Buffer.from(`\ufeff${JSON.stringify(value)}`, 'utf16le')))).toBe(kind);
    expect(recognise(new Uint8Array(Buffer.from(JSON.stringify(value), 'utf16le')))).toBe(kind);
  });

  it('tells flags by their exact structure', () => {
    const name = '76561190000000001';
    const bytes = Uint8Array.from([18, 0, 0, 0, ...utf8(name), 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0]);
    expect(recognise(bytes)).toBe('icarus-flags');
    expect(recognise(bytes.subarray(0, -1))).toBe('unknown');
    expect(recognise(Uint8Array.from([...bytes, 0]))).toBe('unknown');
  });

  it.each([
    '',
    '{',
    '{"',
    '{"a',
    '{"a"',
    '{"a":',
    '{"a":[',
    '{"a":{"b":"',
    '{"a":1',
    '{"a":1,',
    '{"a":tru',
    '{{{{',
    '{"SavedMount',
  ])('does not stumble over %j', (text) => {
    expect(recognise(utf8(text))).toBe('unknown');
  });

  it('never throws, whatever the bytes', () => {
    let state = 7;
    const random = () => {
      state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
      return (state >> 16) & 0xff;
    };
    for (let i = 0; i < 2000; i += 1) {
      const bytes = Uint8Array.from({ length: i % 64 }, random);
      expect(recognise(bytes)).toBe('unknown');
      expect(typeof recognise(Uint8Array.from([0x7b, 0x22, ...bytes]))).toBe('string');
    }
  });
});

describe.runIf(corpusPresent)('recognising real files (the corpus is present)', () => {
  it.each(corpusFiles)('%s', (file) => {
    const kind = recognise(readCorpus(file));
    const known = new Map([
      ['icarus/Mounts.json', 'icarus-mounts'],
      ['icarus/prospect.json', 'icarus-prospect'],
    ]);
    expect(kind).toBe(known.get(file) ?? (file.includes('palworld') ? 'palworld' : 'gvas'));
  });
});

const fixtures = fileURLToPath(new URL('../../../../shared/reference/icarus/fixtures/', import.meta.url));

describe.runIf(existsSync(fixtures))('recognising the fixtures of the reference (present)', () => {
  it.each([
    ['accolades/accolades-basic.json', 'icarus-accolades'],
    ['bestiary/bestiary-basic.json', 'icarus-bestiary'],
    ['characters/characters-basic.json', 'icarus-characters'],
    ['profiles/profile-basic.json', 'icarus-profile'],
    ['profiles/profile-with-unknowns.json', 'icarus-profile'],
  ])('%s is %s', (file, kind) => {
    expect(recognise(new Uint8Array(readFileSync(fixtures + file)))).toBe(kind);
  });
});
