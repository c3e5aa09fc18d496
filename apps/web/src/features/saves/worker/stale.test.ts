import { find } from '@bothy/ue4-codec';
import { describe, expect, it } from 'vitest';
import { array, struct } from '../../../../../../packages/ue4-codec/src/testing/containers.js';
import { ue427 } from '../../../../../../packages/ue4-codec/src/testing/engines.js';
import { buildSave, type } from '../../../../../../packages/ue4-codec/src/testing/save-builder.js';
import { int32, str } from '../../../../../../packages/ue4-codec/src/testing/values.js';
import { StaleError } from './stale-error.js';
import { Workbench } from './workbench.js';

const people = ['Ailsa', 'Mairi', 'Tomasz', 'Ewan'].map((name, n) =>
  struct('FPerson', [
    { name: 'Name', value: str(name) },
    { name: 'Age', value: int32(n) },
  ]),
);
const bytes = buildSave(ue427, [
  { name: 'People', value: array(type('StructProperty', type('FPerson')), people) },
  { name: 'Count', value: int32(4) },
]);

function start(): Workbench {
  const work = Workbench.open(bytes, 'Test.sav');
  for (let step = work.next(); ; step = work.next()) if (step.done === true) return step.value;
}
const names = (bench: Workbench) =>
  Array.from({ length: find(bench.save, 'People')?.count ?? 0 }, (_, n) =>
    JSON.stringify(bench.typed(`People[${n}].Name`)?.text),
  ).join();
const rename = (path: string) => [{ path, op: 'set' as const, value: 'Renamed' }];
const removeFirst = [{ path: 'People[0]', op: 'remove' as const }];

describe('one change is taken back', () => {
  it('where elements above it are gone', () => {
    const bench = start();
    bench.edit(removeFirst);
    bench.edit(rename('People[1].Name'));
    expect(bench.changes().list.map(({ path, kind, undoable }) => [path, kind, undoable])).toEqual([
      ['People[0]', 'removed', true],
      ['People[1].Name', 'changed', true],
    ]);
    bench.undoChange('People[1].Name', 'changed');
    expect(names(bench)).toBe('"Mairi","Tomasz","Ewan"');
    bench.undoChange('People[0]', 'removed');
    expect(bench.state().changed).toBe(false);
  });

  it('where elements above it are new', () => {
    const bench = start();
    bench.edit([{ path: 'People[1]', op: 'duplicate' }]);
    bench.edit([{ path: 'People[2].Age', op: 'set', value: 77 }]);
    bench.edit(rename('People[4].Name'));
    bench.undoChange('People[4].Name', 'changed');
    expect(names(bench)).toBe('"Ailsa","Mairi","Mairi","Tomasz","Ewan"');
  });

  it('among several that are gone, each in its place', () => {
    const bench = start();
    bench.edit([{ path: 'People[2]', op: 'remove' }, ...removeFirst]);
    bench.undoChange('People[2]', 'removed');
    expect(names(bench)).toBe('"Mairi","Tomasz","Ewan"');
    bench.undoChange('People[0]', 'removed');
    expect(bench.state().changed).toBe(false);
  });
});

describe('edits for another state', () => {
  it('are refused where elements came or went since', () => {
    const bench = start();
    bench.edit(removeFirst, 0);
    expect(() => bench.edit(rename('People[1].Name'), 0)).toThrow(StaleError);
    expect(() => bench.add('People', 0)).toThrow(StaleError);
    expect(() => bench.undoChange('People[0]', 'removed', 0)).toThrow(StaleError);
    expect(bench.edit([{ path: 'Count', op: 'set', value: 3 }], 0).revision).toBe(2);
    bench.edit(rename('People[1].Name'), 1);
    bench.undo();
    bench.edit(rename('People[1].Name'), 2);
    bench.undo();
    bench.undo();
    bench.undo();
    expect(() => bench.edit(rename('People[1].Name'), 2)).toThrow(StaleError);
  });

  it('are refused for acts that were looked at before any change', () => {
    const bench = start();
    bench.edit([{ path: 'Count', op: 'set', value: 3 }]);
    expect(() => bench.act('edits', { edits: removeFirst }, 0)).toThrow(StaleError);
    expect(bench.preview('edits', { edits: removeFirst })).toMatchObject({ revision: 1, list: [{ kind: 'removed' }] });
    bench.act('edits', { edits: removeFirst }, 1);
    expect(names(bench)).toBe('"Mairi","Tomasz","Ewan"');
  });
});

describe('what is open and chosen', () => {
  it('goes along with undo and redo', () => {
    const bench = start();
    bench.toggle('People', true);
    bench.toggle('People[2]', true);
    const open = () => bench.rows(0, 100).rows.flatMap((row) => (row.open && row.level > 1 ? [row.path] : []));
    bench.edit(removeFirst);
    expect(open()).toEqual(['People[1]']);
    bench.undo();
    expect(open()).toEqual(['People[2]']);
    bench.redo();
    expect(open()).toEqual(['People[1]']);
  });

  it('is the element beside one that is gone, or what it was in', () => {
    const bench = start();
    bench.toggle('People', true);
    bench.edit([{ path: 'People[3]', op: 'remove' }]);
    expect(bench.nearest('People[3]')).toEqual({ path: 'People[2]', line: 3 });
    bench.foldAll();
    expect(bench.nearest('People[2].Name')).toEqual({ path: 'People', line: 0 });
  });
});
