import { mount } from '@vue/test-utils';
import { describe, expect, it, vi } from 'vitest';
import { defineComponent, h, ref } from 'vue';
import { useRowKeys } from './use-row-keys.js';

const toggle = vi.fn<(row: number) => void>();
const clear = vi.fn<() => void>();
const Table = defineComponent({
  setup() {
    const table = ref<HTMLElement | null>(null);
    useRowKeys(table, { toggle, clear });
    const row = (name: string) => h('tr', [h('td', [h('a', { class: 'name', href: '#' }, name)])]);
    return () => h('div', [h('input'), h('table', { ref: table }, [h('tbody', ['a', 'b'].map(row))])]);
  },
});

describe('the keys of a table', () => {
  it('move along the rows, choose one, and end the choice', async () => {
    const page = mount(Table, { attachTo: document.body });
    const press = (key: string) =>
      (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    const at = () => document.activeElement?.textContent;
    press('j');
    expect(at()).toBe('a');
    press('j');
    press('j');
    expect(at()).toBe('b');
    press('x');
    expect(toggle).toHaveBeenCalledWith(1);
    press('k');
    expect(at()).toBe('a');
    press('Escape');
    expect(clear).toHaveBeenCalledOnce();
    page.get('input').element.focus();
    press('j');
    expect(at()).toBe('');
    page.unmount();
  });
});
