import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { nextTick } from 'vue';
import ConfirmDialog from './confirm-dialog.vue';

describe('ConfirmDialog', () => {
  it('acts only once the word is typed', async () => {
    const dialog = mount(ConfirmDialog, {
      props: {
        open: true,
        title: 'Delete a?',
        description: 'Its runs go too.',
        typed: 'a',
        act: 'Delete bot',
        keep: 'Keep it',
      },
      attachTo: document.body,
    });
    await nextTick();
    const act = () =>
      [...document.querySelectorAll('button')].find((button) => button.textContent?.includes('Delete bot'));
    expect(act()?.disabled).toBe(true);
    const input = document.querySelector('input');
    if (!input) throw new Error('no field');
    input.value = 'a';
    input.dispatchEvent(new Event('input'));
    await nextTick();
    expect(act()?.disabled).toBe(false);
    document.querySelector('form')?.dispatchEvent(new Event('submit'));
    expect(dialog.emitted('confirm')).toHaveLength(1);
    dialog.unmount();
  });
});
