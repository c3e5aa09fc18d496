import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import UiButton from './ui-button.vue';

describe('UiButton', () => {
  it('keeps the focus and its name while it is busy, and takes no second press', async () => {
    const pressed: string[] = [];
    const button = mount(UiButton, {
      props: { busy: false, onClick: () => void pressed.push('once') },
      slots: { default: 'Save' },
      attachTo: document.body,
    });
    button.element.focus();
    button.element.click();
    await button.setProps({ busy: true });
    button.element.click();
    expect(pressed).toEqual(['once']);
    expect(document.activeElement).toBe(button.element);
    expect(button.attributes('aria-disabled')).toBe('true');
    expect(button.text()).toBe('Save');
    button.unmount();
  });

  it('sends no form while it is busy', async () => {
    const sent: string[] = [];
    const form = mount(
      {
        components: { UiButton },
        props: ['busy'],
        template: '<form><UiButton submit :busy="busy">Save</UiButton></form>',
      },
      { props: { busy: true }, attachTo: document.body },
    );
    form.element.addEventListener('submit', (event: Event) => {
      event.preventDefault();
      sent.push('once');
    });
    form.find('button').element.click();
    expect(sent).toEqual([]);
    await form.setProps({ busy: false });
    form.find('button').element.click();
    expect(sent).toEqual(['once']);
    form.unmount();
  });
});
