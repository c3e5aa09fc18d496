import { expect, it } from 'vitest';
import { chosenRow, choicesOf } from './row-list.js';
import { goneWords, previewWords, valueWords } from './preview-words.js';

it('tells how much changes', () => {
  expect(previewWords([], false)).toBe('Nothing changes');
  const list = [
    { path: 'a', kind: 'changed' as const },
    ...Array.from({ length: 2 }, () => ({ path: 'b', kind: 'removed' as const })),
  ];
  expect(previewWords(list, true)).toBe('1 place changes, 2 are removed, and more');
});

it('tells properties without their types, and cuts what is long', () => {
  const entry = [
    { name: 'Mission', type: 'StrProperty', value: 'OLY_Forest_Scan' },
    { name: 'Status', type: 'IntProperty', value: 1 },
  ];
  expect(valueWords(entry)).toBe('Mission: OLY_Forest_Scan, Status: 1');
  expect(valueWords([1, 2])).toBe('[1,2]');
  expect(valueWords('x'.repeat(200))).toHaveLength(141);
});

it('calls what goes by its name', () => {
  const change = { path: 'SavedMounts[3]', before: '{6 parts}' };
  const names = { 'SavedMounts[3]': 'Bracken' };
  expect(goneWords({ ...change, kind: 'removed' }, names)).toBe('Bracken');
  expect(goneWords({ ...change, kind: 'changed' }, names)).toBe('{6 parts}');
  expect(goneWords({ ...change, kind: 'removed' }, undefined)).toBe('{6 parts}');
});

it('finds a row by either of its names, and takes what it does not know as it is written', () => {
  const choices = choicesOf({ Exotic1: 'Exotic', Biomass: '', Credits: 'Ren Credits' }, ['Biomass']);
  expect(choices.map(({ key }) => key)).toEqual(['Exotic1', 'Credits']);
  expect(chosenRow(' ren credits', choices)).toEqual({ key: 'Credits', known: true });
  expect(chosenRow('New_Row', choices)).toEqual({ key: 'New_Row', known: false });
});
