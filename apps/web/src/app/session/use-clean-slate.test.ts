import type { Me } from '@bothy/contracts';
import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query';
import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { useCleanSlate } from './use-clean-slate.js';
import { useSession } from './use-session.js';

const member = (id: string): Me => ({
  member: { id, name: id, email: `${id}@example.org`, role: 'admin', createdAt: '2026-01-01T00:00:00.000Z' },
  permissions: [],
  token: null,
  enrolling: false,
});

describe('useCleanSlate', () => {
  it('leaves nothing of one member for the next, and all of it while the member stays', () => {
    const { me } = useSession();
    const client = new QueryClient();
    me.value = member('a');
    const page = mount(
      { setup: useCleanSlate, template: '<p />' },
      { global: { plugins: [[VueQueryPlugin, { queryClient: client }]] } },
    );
    const write = () => {
      client.setQueryData(['bots'], 'of a');
      sessionStorage.setItem('bothy.draft.bot.new', 'of a');
      sessionStorage.setItem('bothy.reloaded', '1');
    };
    const left = () => [client.getQueryData(['bots']), sessionStorage.getItem('bothy.draft.bot.new')];
    write();
    me.value = { ...member('a'), permissions: ['bots:read'] };
    expect(left()).toEqual(['of a', 'of a']);
    me.value = member('b');
    expect(left()).toEqual([undefined, null]);
    write();
    me.value = null;
    expect(left()).toEqual([undefined, null]);
    expect(sessionStorage.getItem('bothy.reloaded')).toBe('1');
    page.unmount();
  });
});
