import { describe, expect, it } from 'vitest';
import { differences } from './differences.js';

describe('the differences of two documents', () => {
  it('are told down to single values', () => {
    const left = { a: { b: [1, 2] }, same: 'x', gone: true };
    const right = { a: { b: [1, 3, 4] }, same: 'x' };
    expect(differences(left, right)).toEqual([
      { path: 'a.b.1', left: 2, right: 3 },
      { path: 'a.b.2', left: null, right: 4 },
      { path: 'gone', left: true, right: null },
    ]);
  });

  it('are of their own names: what every object has is in neither', () => {
    const parsed = JSON.parse('{"constructor":"x","toString":{"name":"y"},"__proto__":{"a":1}}') as unknown;
    expect(differences(parsed, {})).toEqual([
      { path: 'constructor', left: 'x', right: null },
      { path: 'toString', left: { name: 'y' }, right: null },
      { path: '__proto__', left: { a: 1 }, right: null },
    ]);
    expect(differences({}, parsed).map(({ left }) => left)).toEqual([null, null, null]);
    expect(differences(parsed, parsed)).toEqual([]);
  });
});
