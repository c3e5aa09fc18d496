import { mount } from '@vue/test-utils';
import { afterEach, expect, it, vi } from 'vitest';
import { useToasts } from '../../../ui/toasts.js';
import type { Editing } from './use-typing.js';
import ValueEditor from './value-editor.vue';

const { shown, close } = useToasts();
afterEach(() => shown.value.forEach(({ id }) => close(id)));

function start(problem?: string) {
  const commit = vi.fn<Editing['commit']>(() => Promise.resolve(problem));
  const done = vi.fn<Editing['close']>();
  const edit: Editing = { path: 'Int', editor: { kind: 'string' }, initial: 'old', long: false, commit, close: done };
  const editor = mount(ValueEditor, { props: { name: 'Int', edit }, attachTo: document.body });
  return { editor, commit, done };
}

it('keeps what was typed when the editor goes away', async () => {
  const { editor, commit, done } = start();
  await editor.get('input').setValue('new');
  editor.unmount();
  expect(commit).toHaveBeenCalledExactlyOnceWith('new');
  expect(done).toHaveBeenCalledWith(false);
});

it('tells in passing what is wrong with it then', async () => {
  const { editor } = start('too large');
  await editor.get('input').setValue('new');
  editor.unmount();
  await vi.waitFor(() => expect(shown.value.at(-1)?.text).toBe('Int: too large'));
});

it('leaves it on Escape, and where nothing was typed', async () => {
  const { editor, commit, done } = start();
  await editor.get('input').setValue('new');
  await editor.get('input').trigger('keydown', { key: 'Escape' });
  expect(done).toHaveBeenCalledWith(true);
  editor.unmount();
  start().editor.unmount();
  expect(commit).not.toHaveBeenCalled();
});

it('keeps it on Enter, and stays with what is wrong', async () => {
  const { editor, commit, done } = start('too large');
  await editor.get('input').setValue('new');
  await editor.get('input').trigger('keydown', { key: 'Enter' });
  await vi.waitFor(() => expect(editor.get('[role=alert]').text()).toBe('too large'));
  expect(commit).toHaveBeenCalledOnce();
  expect(done).not.toHaveBeenCalled();
  await editor.get('input').trigger('keydown', { key: 'Escape' });
  editor.unmount();
});
