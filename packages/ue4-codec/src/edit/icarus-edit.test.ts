import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { JsonDocument } from '../icarus/json-document.js';
import { icarusKnowledge } from '../icarus/knowledge.js';
import { readMounts, writeMounts } from '../icarus/mounts-save.js';
import { readProspect, writeProspect } from '../icarus/prospect-save.js';
import type { Json } from '../json/json.js';
import { defaultLimits } from '../limits.js';
import { createRegistry } from '../registry.js';
import type { FlagsSave, JsonSave, MountsSave, ProspectSave, Save } from '../save.js';
import { engineKnowledge } from '../structs/engine-structs.js';
import { corpusPresent, readCorpus } from '../testing/corpus.js';
import { diff } from './diff.js';
import { edit, type Edit } from './edit.js';
import { find } from './find.js';
import type { SaveNode } from './node.js';
import { shortValue } from './short-value.js';
import { walk } from './walk.js';

const registry = createRegistry(engineKnowledge, icarusKnowledge);

function prospect(): ProspectSave {
  return readProspect(readCorpus('icarus/prospect.json'), registry, defaultLimits);
}

function mounts(): MountsSave {
  return readMounts(readCorpus('icarus/Mounts.json'), registry, defaultLimits);
}

function editProspect(save: ProspectSave, edits: Edit | readonly Edit[]): ProspectSave {
  return edit(save, edits) as ProspectSave;
}

function editMounts(save: MountsSave, edits: Edit | readonly Edit[]): MountsSave {
  return edit(save, edits) as MountsSave;
}

function at(save: Save, path: string): unknown {
  const node = find(save, path);
  return node === undefined ? undefined : shortValue(node);
}

function content(file: Uint8Array): Buffer {
  const blob = JsonDocument.parse(file).value(['ProspectBlob', 'BinaryBlob']);
  return inflateSync(Buffer.from(String(blob), 'base64'));
}

/** The first string right among the properties of a recorder. */
function someString(save: ProspectSave): SaveNode {
  for (const node of walk(save, { depth: 4 })) {
    if (
      /^StateRecorderBlobs\[\d+\]\.BinaryData\.\w+$/u.test(node.path) &&
      node.type === 'StrProperty' &&
      node.value !== ''
    )
      return node;
  }
  throw new Error('the prospect has no such string');
}

/** Where two runs of bytes of one length differ, four bytes at a time. */
function differingInts(a: Buffer, b: Buffer): number[] {
  const places: number[] = [];
  for (let i = 0; i < a.length; i += 1) {
    if (a[i] === b[i]) continue;
    places.push(i);
    i += 3;
  }
  return places;
}

describe.runIf(corpusPresent)('edit of a prospect', () => {
  it('changes a value inside a recorder, the sizes above it, the hash and the lengths, and nothing else', () => {
    const file = readCorpus('icarus/prospect.json');
    const save = prospect();
    const node = someString(save);
    const old = String(node.value);
    const edited = editProspect(save, { path: node.path, op: 'set', value: `${old} and more` });
    const written = writeProspect(edited);
    const [before, after] = [content(file), content(written)];
    const delta = ' and more'.length;
    expect(after.length).toBe(before.length + delta);

    const value = Buffer.from(`${old} and more\0`);
    const from = after.indexOf(value);
    const without = Buffer.concat([after.subarray(0, from + old.length), after.subarray(from + old.length + delta)]);
    // The tag of the list of recorders and its inner tag, the byte array's tag and count, the value's tag, the string.
    const places = differingInts(before, without);
    expect(places.length).toBe(6);
    expect(places.map((place) => without.readInt32LE(place) - before.readInt32LE(place))).toEqual(
      places.map(() => delta),
    );

    const [oldText, newText] = [file, written].map((bytes) => Buffer.from(bytes).toString().split('\n')) as [
      string[],
      string[],
    ];
    const changed = newText.filter((line, i) => line !== oldText[i]).map((line) => line.trim().split(':')[0]);
    expect(changed).toEqual(['"Hash"', '"TotalLength"', '"DataLength"', '"UncompressedLength"', '"BinaryBlob"']);
    expect([...diff(save, edited)]).toEqual([
      { path: node.path, kind: 'changed', before: old, after: `${old} and more` },
    ]);
    expect([...diff(prospect(), readProspect(written, registry, defaultLimits))].length).toBe(1);
    expect(Buffer.from(writeProspect(save)).equals(file)).toBe(true);
  });

  it('walks and compares all of it in good time', () => {
    const save = prospect();
    const began = performance.now();
    let nodes = 0;
    for (const _ of walk(save)) nodes += 1;
    const took = performance.now() - began;
    expect(nodes).toBeGreaterThan(200_000);
    // Half a second on an idle machine; ten times that so that a busy one does not fail.
    expect(took).toBeLessThan(5000);
    expect([...diff(save, prospect())]).toEqual([]);
  });

  it('reaches a recorder by its short name', () => {
    const save = prospect();
    const [short, long] = [
      'recorders[12].data.ActorTransform.Translation.X',
      'StateRecorderBlobs[12].BinaryData.ActorTransform.Translation.X',
    ];
    expect(find(save, short)?.path).toBe(long);
    expect(find(save, short)?.value).toBe(find(save, long)?.value);
    expect([...diff(save, editProspect(save, { path: short, op: 'set', value: 1.5 }))]).toMatchObject([
      { path: long, after: 1.5 },
    ]);
  });

  it('writes both copies of the info', () => {
    const save = prospect();
    const edited = editProspect(save, { path: 'info.Difficulty', op: 'set', value: 'Hard' });
    expect(at(edited, 'info.Difficulty')).toBe('Hard');
    expect(at(edited, 'ProspectInfo.Difficulty')).toBe('EMissionDifficulty::Hard');
    expect([...diff(save, edited)]).toEqual([
      { path: 'info.Difficulty', kind: 'changed', before: 'Medium', after: 'Hard' },
    ]);
  });

  it('changes lists of the info in both copies', () => {
    const save = prospect();
    const removed = editProspect(save, { path: 'info.AssociatedMembers[1]', op: 'remove' });
    expect(find(removed, 'info.AssociatedMembers')?.count).toBe(4);
    expect(at(removed, 'ProspectInfo.AssociatedMembers[1].UserID')).toBe(at(save, 'info.AssociatedMembers[2].UserID'));
    expect([...diff(save, removed)].map(({ path, kind }) => `${kind} ${path}`)).toEqual([
      'removed info.AssociatedMembers[1]',
    ]);
    const added = editProspect(save, { path: 'info.AssociatedMembers[0]', op: 'duplicate' });
    expect(find(added, 'ProspectInfo.AssociatedMembers')?.count).toBe(6);
  });

  it('tells a change of the second copy alone', () => {
    const save = prospect();
    const both = editProspect(save, { path: 'info.Insurance', op: 'set', value: true });
    const edited = { ...save, properties: both.properties };
    expect([...diff(save, edited)].map(({ path }) => path)).toEqual(['ProspectInfo.Insurance']);
  });

  it('clears and puts in recorders', () => {
    const save = prospect();
    const { count = 0 } = find(save, 'recorders') ?? {};
    const edited = editProspect(save, [
      { path: 'recorders[3]', op: 'remove' },
      { path: 'recorders[0]', op: 'duplicate' },
    ]);
    const again = readProspect(writeProspect(edited), registry, defaultLimits);
    expect(find(again, 'recorders')?.count).toBe(count);
    expect(at(again, 'recorders[1].ComponentClassName')).toBe(at(save, 'recorders[0].ComponentClassName'));
  });

  it.each<[Edit, string]>([
    [{ path: 'info.Difficulty', op: 'set', value: 1 }, 'in info.Difficulty'],
    [{ path: 'info.New', op: 'insert', value: 1 }, 'in info.New'],
    [{ path: 'info', op: 'remove' }, 'in info'],
    [{ path: 'info.AssociatedMembers[9]', op: 'remove' }, 'in info.AssociatedMembers[9]'],
    [{ path: 'recorders[99999].data.X', op: 'set', value: 1 }, 'in recorders[99999].data.X'],
  ])('refuses %j', (one, told) => {
    const save = prospect();
    expect(() => edit(save, one)).toThrow(expect.objectContaining({ name: 'SaveError' }));
    expect(() => edit(save, one)).toThrow(told);
  });
});

describe.runIf(corpusPresent)('edit of mounts', () => {
  const experience = 'SavedMounts[0].RecorderBlob.BinaryData.Experience';

  it('reaches the stream of a pet', () => {
    const save = mounts();
    const edited = editMounts(save, [
      { path: 'mounts[0].data.Experience', op: 'set', value: 5 },
      { path: 'mounts[0].MountLevel', op: 'set', value: 3 },
    ]);
    const again = readMounts(writeMounts(edited), registry, defaultLimits);
    expect(at(again, experience)).toBe(5);
    expect([...diff(save, again)].map(({ path }) => path).toSorted()).toEqual(
      ['SavedMounts[0].MountLevel', experience].toSorted(),
    );
    expect(Buffer.from(writeMounts(save)).equals(readCorpus('icarus/Mounts.json'))).toBe(true);
  });

  it('keeps streams with their pets', () => {
    const save = mounts();
    const second = at(save, 'mounts[1].data.Experience');
    const edited = editMounts(save, [
      { path: 'mounts[0].data.Experience', op: 'set', value: 5 },
      { path: 'mounts[0]', op: 'duplicate' },
      { path: 'mounts[1].data.Experience', op: 'set', value: 6 },
      { path: 'mounts[+]', op: 'insert', value: save.document.value(['SavedMounts', 1]) },
      { path: 'mounts[3]', op: 'remove' },
    ]);
    const again = readMounts(writeMounts(edited), registry, defaultLimits);
    expect(again.recorders.length).toBe(save.recorders.length + 1);
    expect([0, 1, 2, again.recorders.length - 1].map((i) => at(again, `mounts[${i}].data.Experience`))).toEqual([
      5,
      6,
      second,
      second,
    ]);
    expect([...diff(edited, again)]).toEqual([]);
  });

  it('decodes bytes that are set', () => {
    const save = mounts();
    const bytes = save.document.value(['SavedMounts', 1, 'RecorderBlob']) as Json;
    const edited = editMounts(save, { path: 'mounts[0].RecorderBlob', op: 'set', value: bytes });
    expect(at(edited, 'mounts[0].data.Experience')).toBe(at(save, 'mounts[1].data.Experience'));
    expect(edited.recorders[0]?.properties.byteLength).toBe(save.recorders[1]?.properties.byteLength);
  });
});

function json(kind: JsonSave['kind'], value: Json): JsonSave {
  return { kind, document: JsonDocument.parse(new TextEncoder().encode(JSON.stringify(value))) };
}

describe('edit of JSON', () => {
  it('goes into strings that are JSON', () => {
    const save = json('icarus-characters', {
      'Characters.json': [JSON.stringify({ CharacterName: 'A', XP: 1, Talents: [{ Rank: 1 }] })],
    });
    const path = '"Characters.json"[0].Talents[0].Rank';
    expect(find(save, path)?.value).toBe(1);
    const edited = edit(save, [
      { path, op: 'set', value: 2 },
      { path: '"Characters.json"[0].New', op: 'insert', value: true },
      { path: '"characters.json"[0].talents[+]', op: 'insert', value: { Rank: 9 } },
    ]) as JsonSave;
    const inner = JSON.parse(String(edited.document.value(['Characters.json', 0]))) as Json;
    expect(inner).toEqual({ CharacterName: 'A', XP: 1, Talents: [{ Rank: 2 }, { Rank: 9 }], New: true });
    expect([...diff(save, edited)].map(({ path, kind }) => `${kind} ${path}`).toSorted()).toEqual([
      'added "Characters.json"[0].New',
      'added "Characters.json"[0].Talents[1]',
      'changed "Characters.json"[0].Talents[0].Rank',
    ]);
  });

  it('inserts, removes and copies', () => {
    const save = json('icarus-profile', { UserID: '1', MetaResources: [{ Count: 1 }], Talents: [], Extra: null });
    const edited = edit(save, [
      { path: 'MetaResources[0]', op: 'duplicate' },
      { path: 'MetaResources[1].Count', op: 'set', value: 2 },
      { path: 'Talents[-]', op: 'insert', value: 'a' },
      { path: 'Extra', op: 'remove' },
      { path: 'New', op: 'insert', value: {} },
    ]) as JsonSave;
    expect(edited.document.value()).toEqual({
      UserID: '1',
      MetaResources: [{ Count: 1 }, { Count: 2 }],
      Talents: ['a'],
      New: {},
    });
    expect(() => edit(save, { path: 'UserID', op: 'insert', value: 1 })).toThrow('already');
    expect(() => edit(save, { path: 'UserID', op: 'duplicate' })).toThrow('twice');
    expect(() => edit(save, { path: 'UserID#1', op: 'set', value: 1 })).toThrow('UserID#1');
  });

  it('edits flags', () => {
    const save: FlagsSave = { kind: 'icarus-flags', name: 'flags', flags: [1, 2, 3] };
    const edited = edit(save, [
      { path: 'flags[1]', op: 'remove' },
      { path: 'flags[+]', op: 'insert', value: 7 },
    ]);
    expect(edited).toEqual({ ...save, flags: [1, 3, 7] });
    expect([...diff(save, edited)].length).toBe(2);
    expect(() => edit(save, { path: 'flags[0]', op: 'set', value: -1 })).toThrow('in flags[0]');
  });
});
