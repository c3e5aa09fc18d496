import { describe, expect, it } from 'vitest';
import { keyName, markedName, toolNames } from './tool-names.js';

const items = [
  { slug: 'skye', name: 'Isle of Skye' },
  { slug: 'mull', name: 'Ferry' },
  { slug: 'iona', name: 'Ferry' },
];

describe('what tools are called', () => {
  it('is their name, with the slug where two have the same', () => {
    const names = toolNames({ items, nextCursor: null });
    expect(names.choices.map(({ name }) => name)).toEqual(['Isle of Skye', 'Ferry (mull)', 'Ferry (iona)']);
    expect([names.nameOf('skye'), names.linkOf('skye'), names.isDeleted('skye')]).toEqual([
      'Isle of Skye',
      '/catalog/skye',
      false,
    ]);
  });

  it('is the slug of one that was deleted, which leads nowhere', () => {
    const names = toolNames({ items, nextCursor: null });
    expect([names.nameOf('rum'), names.linkOf('rum'), names.isDeleted('rum')]).toEqual(['rum', undefined, true]);
    expect([markedName(names, 'rum'), markedName(names, 'skye')]).toEqual(['rum (deleted)', 'Isle of Skye']);
  });

  it('stands in the keys of a series', () => {
    const names = toolNames({ items, nextCursor: null });
    expect(keyName(names, { by: 'tool' }, 'skye')).toBe('Isle of Skye');
    expect(keyName(names, { by: 'version' }, 'skye 1.0 beta')).toBe('Isle of Skye 1.0 beta');
    expect(keyName(names, { by: 'version' }, 'rum 1.0')).toBe('rum (deleted) 1.0');
    expect(keyName(names, { by: 'version', tool: 'skye' }, '1.0 beta')).toBe('1.0 beta');
  });

  it.each([[undefined], [{ items, nextCursor: 'more' }]])('calls none deleted that may only be unknown', (tools) => {
    const names = toolNames(tools);
    expect([markedName(names, 'rum'), names.linkOf('rum'), names.isDeleted('rum')]).toEqual(['rum', undefined, false]);
  });
});
