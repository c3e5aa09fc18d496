import { Zap } from '@lucide/vue';
import { mount } from '@vue/test-utils';
import { expect, it } from 'vitest';
import FilterChip from './filter-chip.vue';

it('a filter that is cleared leaves the focus where it can be set again', async () => {
  const chip = mount(FilterChip, { props: { label: 'Action', icon: Zap, value: 'all' }, attachTo: document.body });
  const clear = chip.get<HTMLButtonElement>('[aria-label="Clear action"]');
  clear.element.focus();
  await clear.trigger('click');
  expect(chip.emitted('clear')).toHaveLength(1);
  await chip.setProps({ value: undefined });
  expect(document.activeElement).toBe(chip.get('.set').element);
  chip.unmount();
});
