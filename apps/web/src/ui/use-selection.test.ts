import { describe, expect, it } from 'vitest';
import { ref } from 'vue';
import { useSelection } from './use-selection.js';

describe('a selection', () => {
  it('is of what the list holds, one by one or all', () => {
    const items = ref(['a', 'b', 'c']);
    const selection = useSelection(
      () => items.value,
      (item) => item,
    );
    selection.toggle('b');
    expect([selection.chosen.value, selection.all.value, selection.has('b')]).toEqual([['b'], false, true]);
    selection.toggleAll();
    expect(selection.all.value).toBe(true);
    items.value = ['c', 'd'];
    expect(selection.chosen.value).toEqual(['c']);
    selection.toggle('c');
    expect(selection.chosen.value).toEqual([]);
    selection.toggleAll();
    selection.clear();
    expect(selection.chosen.value).toEqual([]);
  });
});
