import { describe, expect, it } from 'vitest';
import { topRows } from './top-rows.js';

const item = (tool: string | null, key: string | null, value: number) => ({ tool, key, value });

describe('lists of the greatest', () => {
  it('end with all others, and say which tool a version is of', () => {
    const rows = topRows(
      { items: [item('olympus', '2.0', 60), item('skye', '1.1', 30)], total: 100 },
      'version',
      undefined,
    );
    expect(rows.map(({ label, beside, value, share }) => [label, beside, value, share])).toEqual([
      ['2.0', 'olympus', 60, 100],
      ['1.1', 'skye', 30, 50],
      ['All others', undefined, 10, 17],
    ]);
    const [alone] = topRows({ items: [item('olympus', '2.0', 60)], total: 60 }, 'version', 'olympus');
    expect(alone?.beside).toBeUndefined();
  });

  it('name files without their version, which stands beside', () => {
    const top = { items: [item('skye', '1.1/skye.zip', 2)], total: 2 };
    const rows = [undefined, 'skye'].map((tool) => topRows(top, 'file', tool)[0]);
    expect(rows.map((row) => [row?.label, row?.beside])).toEqual([
      ['skye.zip', 'skye 1.1'],
      ['skye.zip', '1.1'],
    ]);
  });

  it('name what is not known', () => {
    const [told, untold] = topRows(
      { items: [item(null, 'a.example', 3), item(null, null, 2)], total: 5 },
      'referrer',
      'a',
    );
    expect([told?.label, told?.faint]).toEqual(['a.example', false]);
    expect([untold?.label, untold?.faint]).toEqual(['Not told, or none', true]);
  });

  it('are empty where no country is known', () => {
    expect(topRows({ items: [item(null, null, 9)], total: 9 }, 'country', undefined)).toEqual([]);
    expect(topRows({ items: [item(null, 'DE', 9)], total: 9 }, 'country', undefined)[0]?.label).toBe('Germany');
  });

  it('lead from a tool to its page', () => {
    expect(topRows({ items: [item('skye', 'skye', 9)], total: 9 }, 'tool', undefined)[0]?.to).toBe('/catalog/skye');
  });
});
