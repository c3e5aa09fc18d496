import { expect, it } from 'vitest';
import { lineLink, readLineLink } from './line-link.js';

it.each([
  ['#L120', { attempt: null, seq: 120 }],
  ['#A2L120', { attempt: 2, seq: 120 }],
  ['#A2', null],
  ['#L', null],
  ['', null],
  ['#L12x', null],
])('%s is read', (hash, link) => {
  expect(readLineLink(hash)).toEqual(link);
});

it('a link names its attempt where there are several', () => {
  expect(lineLink(7, 1, false)).toBe('#L7');
  expect(readLineLink(lineLink(7, 3, true))).toEqual({ attempt: 3, seq: 7 });
});
