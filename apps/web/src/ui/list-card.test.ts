import { mount } from '@vue/test-utils';
import { describe, expect, it, vi } from 'vitest';
import ListCard from './list-card.vue';
import ListStates from './list-states.vue';
import type { PageList } from './page-list.js';

const list = (change: Partial<PageList>): PageList => ({
  items: [],
  loading: false,
  error: null,
  refreshing: false,
  hasMore: false,
  loadingMore: false,
  more: () => undefined,
  reload: () => undefined,
  ...change,
});
const slots = { default: '<table></table>', empty: '<p>Nobody yet</p>', foot: '<span>2 members</span>' };
const card = (change: Partial<PageList>, own: object = {}) =>
  mount(ListCard, { props: { list: list(change), what: 'The members', ...own }, slots });

describe('ListStates', () => {
  it('leads to the next page by itself', async () => {
    const more = vi.fn<() => void>();
    const states = mount(ListStates, { props: { list: list({ items: [1], hasMore: true, more }), what: 'Your keys' } });
    await states.get('button').trigger('click');
    expect(more).toHaveBeenCalledOnce();
    const loading = mount(ListStates, { props: { list: list({ loading: true }), what: 'Your API keys' } });
    expect(loading.get('[role=status]').attributes('aria-label')).toBe('Loading your API keys');
  });
});

describe('ListCard', () => {
  it('shows one of its states', () => {
    expect(card({ loading: true }).find('[role=status]').attributes('aria-label')).toBe('Loading the members');
    expect(card({}).text()).toBe('Nobody yet');
    expect(
      card({ items: [1, 2] })
        .find('table')
        .exists(),
    ).toBe(true);
    expect(card({ items: [1, 2] }).text()).toContain('2 members');
    const quiet = mount(ListCard, { props: { list: list({}), what: 'The tokens', nothing: 'None.' } });
    expect(quiet.text()).toBe('None.');
  });

  it('says what did not load, and tries again', async () => {
    const reload = vi.fn<() => void>();
    const failed = card({ error: new Error('The server gave no answer.'), items: [1], hasMore: true, reload });
    expect(failed.text()).toContain('The members did not load');
    expect(failed.find('table').exists()).toBe(false);
    await failed.get('button').trigger('click');
    expect(reload).toHaveBeenCalledOnce();
  });

  it('leads to the next page', async () => {
    const more = vi.fn<() => void>();
    const first = card({ items: [1], hasMore: true, more });
    await first.get('button').trigger('click');
    expect(more).toHaveBeenCalledOnce();
  });
});
