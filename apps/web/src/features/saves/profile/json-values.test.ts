import type { Json } from '@bothy/ue4-codec';
import { expect, it } from 'vitest';
import { flagEdits } from './flag-edits.js';
import { flagsOf, memberRows, pathName, rowsOf } from './json-values.js';

const shape = { row: ['BestiaryGroup', 'RowName'], fields: { NumPoints: 'Points' } };

it('makes rows of what it knows and overlooks the rest', () => {
  const json: Json = [{ BestiaryGroup: { RowName: 'Forest_Wolf' }, NumPoints: 46, Other: true }, { NumPoints: 'x' }, 7];
  expect(rowsOf(json, 'BestiaryTracking', shape, { Forest_Wolf: 'Wolf' })).toEqual([
    {
      key: 'BestiaryTracking[0]',
      label: 'Wolf',
      raw: 'Forest_Wolf',
      fields: [{ key: 'NumPoints', name: 'Points', value: 46, min: 0, max: 2_147_483_647 }],
    },
    { key: 'BestiaryTracking[1]', label: 'Row 2', raw: '', fields: [] },
    { key: 'BestiaryTracking[2]', label: 'Row 3', raw: '', fields: [] },
  ]);
  expect(rowsOf(undefined, 'X', shape, undefined)).toEqual([]);
});

it('makes rows of the numbers of an object, with paths that lead back', () => {
  expect(memberRows({ 'A.b': 1, C: 'no' }, 'PlayerTrackers', undefined).map(({ key }) => key)).toEqual([
    'PlayerTrackers."A.b"',
  ]);
  expect(pathName('Plain')).toBe('Plain');
});

it('takes flags out from behind, and puts new ones last', () => {
  expect(flagEdits('UnlockedFlags', flagsOf([5, 1, 9]), new Set([1, 3]))).toEqual([
    { path: 'UnlockedFlags[2]', op: 'remove' },
    { path: 'UnlockedFlags[0]', op: 'remove' },
    { path: 'UnlockedFlags[+]', op: 'insert', value: 3 },
  ]);
  expect(flagEdits('UnlockedFlags', flagsOf([5]), new Set([5]))).toEqual([]);
});

it('knows flags by their own places, whatever stands between them', () => {
  expect(flagEdits('UnlockedFlags', flagsOf(['x', 5, null, 9]), new Set([5]))).toEqual([
    { path: 'UnlockedFlags[3]', op: 'remove' },
  ]);
});
