import { expect, it } from 'vitest';
import { reactive } from 'vue';
import { rowKey } from './row-key.js';

it('a row keeps its key when it moves', () => {
  const rows = reactive([{ name: 'a' }, { name: 'a' }]);
  const before = rows.map(rowKey);
  expect(new Set(before).size).toBe(2);
  rows.reverse();
  expect(rows.map(rowKey)).toEqual(before.reverse());
});
