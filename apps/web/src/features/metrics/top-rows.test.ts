import { describe, expect, it } from 'vitest';
import { toolNames } from './tool-names.js';
import { tellsNothing, topRows } from './top-rows.js';

const names = toolNames({
  items: [
    { slug: 'olympus', name: 'Olympus' },
    { slug: 'skye', name: 'Isle of Skye' },
  ],
  nextCursor: null,
});
const item = (tool: string | null, key: string | null, value: number) => ({ tool, key, value });

describe('lists of the greatest', () => {
  it('end with all others, and say which tool a version is of', () => {
    const rows = topRows(
      { items: [item('olympus', '2.0', 60), item('skye', '1.1', 30)], total: 100 },
      'version',
      undefined,
      names,
    );
    expect(rows.map(({ label, beside, value, share }) => [label, beside, value, share])).toEqual([
      ['2.0', 'Olympus', 60, 100],
      ['1.1', 'Isle of Skye', 30, 50],
      ['All others', undefined, 10, 17],
    ]);
    const [alone] = topRows({ items: [item('olympus', '2.0', 60)], total: 60 }, 'version', 'olympus', names);
    expect(alone?.beside).toBeUndefined();
  });

  it('name files without their version, which stands beside', () => {
    const top = { items: [item('skye', '1.1/skye.zip', 2)], total: 2 };
    const rows = [undefined, 'skye'].map((tool) => topRows(top, 'file', tool, names)[0]);
    expect(rows.map((row) => [row?.label, row?.beside])).toEqual([
      ['skye.zip', 'Isle of Skye 1.1'],
      ['skye.zip', '1.1'],
    ]);
  });

  it('name what is not known', () => {
    const [told, untold] = topRows(
      { items: [item(null, 'a.example', 3), item(null, null, 2)], total: 5 },
      'referrer',
      'a',
      names,
    );
    expect([told?.label, told?.faint]).toEqual(['a.example', false]);
    expect([untold?.label, untold?.faint]).toEqual(['Not told, or none', true]);
  });

  it('tell nothing where no country is known', () => {
    expect(tellsNothing({ items: [item(null, null, 9)], total: 9 }, 'country')).toBe(true);
    expect(tellsNothing({ items: [item(null, null, 9)], total: 9 }, 'referrer')).toBe(false);
    // So it is where the server has no GeoIP file, whatever was downloaded.
    expect(tellsNothing({ items: [], total: 0 }, 'country')).toBe(true);
    expect(tellsNothing({ items: [], total: 0 }, 'tool')).toBe(false);
    const known = { items: [item(null, 'DE', 9), item(null, null, 1)], total: 10 };
    expect(tellsNothing(known, 'country')).toBe(false);
    expect(topRows(known, 'country', undefined, names).map(({ label }) => label)).toEqual(['Germany', 'Unknown']);
  });

  it('lead from a tool to its page, and say of one that was deleted that it was', () => {
    const top = { items: [item('skye', 'skye', 9), item('rum', 'rum', 1)], total: 10 };
    expect(topRows(top, 'tool', undefined, names).map(({ label, beside, to }) => [label, beside, to])).toEqual([
      ['Isle of Skye', undefined, '/catalog/skye'],
      ['rum', 'deleted', undefined],
    ]);
    const files = { items: [item('rum', '1.1/rum.zip', 2)], total: 2 };
    expect(topRows(files, 'file', undefined, names)[0]?.beside).toBe('rum (deleted) 1.1');
  });
});
