// @vitest-environment node
import { find, readSave, SaveError, textOf, type EncodedString } from '@bothy/ue4-codec';
import { describe, expect, it } from 'vitest';
import { corpusPresent, readCorpus } from '../../../../../../packages/ue4-codec/src/testing/corpus.js';
import { array, byteArray, struct } from '../../../../../../packages/ue4-codec/src/testing/containers.js';
import { ue427 } from '../../../../../../packages/ue4-codec/src/testing/engines.js';
import { sampleProperties } from '../../../../../../packages/ue4-codec/src/testing/samples.js';
import { buildSave, type } from '../../../../../../packages/ue4-codec/src/testing/save-builder.js';
import { int32, str } from '../../../../../../packages/ue4-codec/src/testing/values.js';
import type { Row } from './protocol.js';
import { Workbench } from './workbench.js';

function finish<T>(work: Generator<unknown, T, undefined>): T {
  for (let step = work.next(); ; step = work.next()) if (step.done === true) return step.value;
}

const open = (bytes: Uint8Array, name = 'Test.sav') => finish(Workbench.open(bytes, name));
const all = (bench: Workbench): readonly Row[] => bench.rows(0, 10_000).rows;
const names = (bench: Workbench) => all(bench).map(({ name }) => name);
const row = (bench: Workbench, path: string) => all(bench).find((each) => each.path === path);
const sample = () => open(buildSave(ue427, sampleProperties()));
const search = (bench: Workbench, text: string) => finish(bench.search(text));

describe('the lines of a save', () => {
  it('are its outermost properties at first, with what they are', () => {
    const bench = sample();
    expect(bench.facts).toMatchObject({ kind: 'gvas', name: 'Test.sav', opaqueBytes: 0, opaque: [] });
    expect(names(bench).slice(0, 3)).toEqual(['Int', 'Long', 'Float']);
    expect(row(bench, 'Int')).toMatchObject({ level: 1, position: 1, type: 'Int', value: '42', stored: 'int32' });
    expect(row(bench, 'Long')).toMatchObject({ value: '-9007199254740993', hue: 'number' });
    expect(row(bench, 'Text')).toMatchObject({ type: 'Str', value: '"wörter"', hue: 'string' });
    expect(row(bench, 'Colour')).toMatchObject({ type: 'Enum', value: 'EColour::Red', hue: 'name' });
    expect(row(bench, 'Entries')).toMatchObject({ branch: true, open: false, type: 'Array · 2', canAdd: true });
    expect(row(bench, 'Raw')).toMatchObject({ value: '4 bytes · hex', bytes: 4, branch: false });
  });

  it('open, close and fold, and a window of them is the same as a part of all', () => {
    const bench = sample();
    const closed = bench.rows(0, 0).total;
    bench.toggle('Entries', true);
    bench.toggle('Entries[1]', true);
    bench.toggle('Entries[1].Where', true);
    const lines = all(bench);
    expect(lines).toHaveLength(closed + 2 + 2 + 3);
    expect(lines.find((each) => each.path === 'Entries[1].Where.Y')).toMatchObject({ level: 4, position: 2, size: 3 });
    for (let from = 0; from < lines.length; from += 1) {
      expect(bench.rows(from, from + 3).rows.map(({ path }) => path)).toEqual(
        lines.slice(from, from + 3).map(({ path }) => path),
      );
      expect(bench.locate(lines[from]?.path ?? '')).toBe(from);
    }
    bench.toggle('Entries[1]', false);
    expect(all(bench)).toHaveLength(closed + 2);
    bench.foldAll();
    expect(all(bench)).toHaveLength(closed);
    expect(bench.locate('Entries[1].Where.Y')).toBe(-1);
    const line = bench.reveal('Entries[1].Where.Y');
    expect(bench.rows(line, line + 1).rows[0]?.path).toBe('Entries[1].Where.Y');
  });

  it('tell names that occur twice apart, and escape what a path gives a meaning', () => {
    const bench = open(
      buildSave(ue427, [
        { name: 'A.b', value: int32(1) },
        { name: 'Twice', value: int32(2) },
        { name: 'Twice', value: int32(3) },
      ]),
    );
    expect(all(bench).map(({ path }) => path)).toEqual(['"A.b"', 'Twice', 'Twice#1']);
    expect(names(bench)).toEqual(['A.b', 'Twice', 'Twice#1']);
    bench.edit([{ path: 'Twice#1', op: 'set', value: 30 }]);
    expect(row(bench, 'Twice#1')).toMatchObject({ value: '30', edited: true });
    expect(row(bench, 'Twice')).toMatchObject({ value: '2', edited: false });
  });
});

describe('search', () => {
  it('finds names and values, and shows the hits alone', () => {
    const bench = sample();
    expect(search(bench, 'COUNT')).toEqual({ count: 4, done: true, full: false });
    expect(bench.hit(1)).toBe('Entries[0].Count');
    expect(search(bench, 'wörter').count).toBe(1);
    expect(search(bench, '9007199254740993').count).toBe(1);
    search(bench, 'count');
    bench.filter(true);
    expect(all(bench).map(({ path }) => path)).toEqual([
      'Entry',
      'Entry.Count',
      'Entries',
      'Entries[0]',
      'Entries[0].Count',
      'Entries[1]',
      'Entries[1].Count',
      'Map',
      'Map[0]',
      'Map[0].value',
      'Map[0].value.Count',
    ]);
    expect(row(bench, 'Entry')).toMatchObject({ open: true, value: '1 of 2 shown' });
    expect(row(bench, 'Entry.Count')).toMatchObject({ hit: true, position: 1, size: 2 });
    expect(bench.locate('Entries[1].Count')).toBe(6);
    expect(search(bench, '')).toEqual({ count: 0, done: true, full: false });
    expect(row(bench, 'Int')?.hit).toBe(false);
  });
});

describe('edits', () => {
  it('are undone and redone, listed and written', async () => {
    const bytes = buildSave(ue427, sampleProperties());
    const bench = open(bytes);
    expect(bench.download()).toBe(bytes);
    expect(bench.edit([{ path: 'Int', op: 'set', value: 43 }])).toEqual({
      revision: 1,
      canUndo: true,
      canRedo: false,
      changed: true,
    });
    bench.edit([{ path: 'Entries[0].Where.X', op: 'set', value: 9 }]);
    expect(bench.changes().list).toEqual([
      { path: 'Int', kind: 'changed', before: 42, after: 43, places: 1, undoable: true },
      { path: 'Entries[0].Where.X', kind: 'changed', before: 1, after: 9, places: 1, undoable: true },
    ]);
    expect(row(bench, 'Entries')?.edited).toBe(true);
    expect(await bench.outcome()).toMatchObject({ changedBytes: 3, sizeBytes: bytes.length, hash: undefined });
    bench.undo();
    expect(bench.state()).toMatchObject({ revision: 3, canUndo: true, canRedo: true });
    expect(find(readSave(bench.download()), 'Int')?.value).toBe(43);
    bench.redo();
    expect(find(readSave(bench.download()), 'Entries[0].Where.X')?.value).toBe(9);
    bench.undoChange('Int', 'changed');
    expect(bench.changes().list.map(({ path }) => path)).toEqual(['Entries[0].Where.X']);
    bench.undoAll();
    expect(bench.state()).toMatchObject({ canUndo: true, changed: false });
    expect(bench.download()).toEqual(bytes);
  });

  it('are made together or not at all, and what is wrong is told with its place', () => {
    const bench = sample();
    const both = () =>
      bench.edit([
        { path: 'Int', op: 'set', value: 1 },
        { path: 'Bool', op: 'set', value: 'yes' },
      ]);
    expect(both).toThrow(SaveError);
    expect(both).toThrow(/true or false is wanted.* in Bool/);
    expect(bench.state()).toMatchObject({ revision: 0, changed: false });
  });

  it('of values back to what they were are no change', () => {
    const bench = sample();
    bench.edit([{ path: 'Int', op: 'set', value: 1 }]);
    expect(bench.edit([{ path: 'Int', op: 'set', value: 42 }])).toMatchObject({ canUndo: true, changed: false });
  });

  it('keep the encoding of a text that can keep it', () => {
    const bench = open(buildSave(ue427, [{ name: 'T', value: str({ text: 'abc', as: 'utf16' }) }]));
    bench.edit([{ path: 'T', op: 'set', value: 'xyz' }]);
    const value = find(readSave(bench.download()), 'T')?.value as EncodedString;
    expect(textOf(value)).toBe('xyz');
    expect(value.encoding).toBe('utf16');
  });

  it('of a text of the game go to its source', () => {
    const bench = sample();
    bench.reveal('Title.format.source');
    expect(row(bench, 'Title')).toMatchObject({ value: '"{N}"', editor: { kind: 'string' }, branch: true });
    expect(bench.typed('Title')).toEqual({ editor: { kind: 'string' }, text: '{N}' });
    bench.edit([{ path: 'Title', op: 'set', value: 'all of {N}' }]);
    expect(row(bench, 'Title.format.source')).toMatchObject({ value: '"all of {N}"', edited: true });
  });
});

describe('elements', () => {
  it('are added, duplicated and removed, and what is open stays with them', () => {
    const bench = sample();
    bench.toggle('Entries', true);
    bench.toggle('Entries[1]', true);
    bench.edit([{ path: 'Entries[1].Count', op: 'set', value: 7 }]);
    bench.edit([{ path: 'Entries[0]', op: 'duplicate' }]);
    expect(row(bench, 'Entries[2]')?.open).toBe(true);
    expect(row(bench, 'Entries[2].Count')?.value).toBe('7');
    bench.edit([{ path: 'Entries[0]', op: 'remove' }]);
    expect(row(bench, 'Entries[1]')?.open).toBe(true);
    expect(bench.add('Numbers').path).toBe('Numbers[2]');
    expect(row(bench, 'Numbers[2]')).toMatchObject({ value: '2', edited: true, canRemove: true, canDuplicate: true });
    expect(bench.changes().list.map(({ path, kind }) => [path, kind])).toEqual([
      ['Entries[1].Count', 'changed'],
      ['Numbers[2]', 'added'],
    ]);
    bench.undoChange('Numbers[2]', 'added');
    expect(bench.changes().list).toHaveLength(1);
  });

  it('go into empty lists too', () => {
    const entry = struct('FEntry', [{ name: 'Count', value: int32(3) }]);
    const bench = open(
      buildSave(ue427, [
        { name: 'Numbers', value: array(type('IntProperty'), []) },
        { name: 'Texts', value: array(type('StrProperty'), []) },
        { name: 'Structs', value: array(entry.type, []) },
      ]),
    );
    for (const name of ['Numbers', 'Texts', 'Structs']) expect(bench.add(name).path).toBe(`${name}[0]`);
    expect(row(bench, 'Numbers[0]')?.value).toBe('0');
    expect(row(bench, 'Texts[0]')?.value).toBe('""');
    expect(() => readSave(bench.download())).not.toThrow();
  });

  it('that were removed are put back by themselves', () => {
    const bench = sample();
    bench.edit([{ path: 'Entries[1]', op: 'remove' }]);
    bench.edit([{ path: 'Int', op: 'set', value: 1 }]);
    bench.undoChange('Entries[1]', 'removed');
    expect(bench.changes().list.map(({ path }) => path)).toEqual(['Int']);
  });

  it('of bytes are looked at in part, and replaced', () => {
    const bench = open(buildSave(ue427, [{ name: 'Raw', value: byteArray([1, 2, 3, 4, 5]) }]));
    expect(bench.hex('Raw', 1, 3)).toEqual({ total: 5, bytes: new Uint8Array([2, 3]) });
    bench.edit([{ path: 'Raw', op: 'set', value: btoa('\u0009\u0008') }]);
    expect(bench.hex('Raw', 0, 10)).toEqual({ total: 2, bytes: new Uint8Array([9, 8]) });
    expect(() => bench.hex('Nowhere', 0, 1)).toThrow(SaveError);
  });
});

describe.runIf(corpusPresent)('a prospect of the corpus', () => {
  it('opens, and changes both of its copies', async () => {
    const bytes = readCorpus('icarus/prospect.json');
    const bench = open(bytes, 'prospect.json');
    expect(bench.facts).toMatchObject({ kind: 'icarus-prospect', hashAgrees: true });
    expect(names(bench)[0]).toBe('info');
    bench.reveal('StateRecorderBlobs[0].BinaryData');
    expect(row(bench, 'StateRecorderBlobs[0]')?.type).toMatch(/Recorder$/);
    bench.edit([{ path: 'info.Difficulty', op: 'set', value: 'Extreme' }]);
    expect(bench.changes().list).toMatchObject([{ path: 'info.Difficulty', after: 'Extreme', places: 2 }]);
    expect(row(bench, 'info')?.edited).toBe(true);
    expect(row(bench, 'ProspectInfo')?.edited).toBe(true);
    const outcome = await bench.outcome();
    expect(outcome.hash).toMatch(/^[0-9a-f]{40}$/);
    expect(outcome.changedBytes).toBeLessThan(200);
    expect(bench.changes().list).toHaveLength(1);
    bench.undoChange('info.Difficulty', 'changed');
    expect(bench.state().changed).toBe(false);
  });
});
