import { flushPromises, mount } from '@vue/test-utils';
import { defineComponent } from 'vue';
import { createMemoryHistory, createRouter } from 'vue-router';
import { expect, it } from 'vitest';
import { useDashboard } from './use-dashboard.js';

const Page = defineComponent({
  setup() {
    const { range } = useDashboard();
    return { range };
  },
  template: '<p>{{ range }}</p>',
});

it.each([
  ['?from=2026-03-02&to=2026-03-01&tool=codec', { tool: 'codec' }],
  ['?from=2026-03-02', {}],
  ['?from=2026-03-01&to=2026-03-02', { from: '2026-03-01', to: '2026-03-02' }],
])('leaves days that make no span out of the address: %s', async (query, left) => {
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/insights', component: Page }] });
  await router.push(`/insights${query}`);
  const page = mount(Page, { global: { plugins: [router] } });
  await flushPromises();
  expect(router.currentRoute.value.query).toEqual(left);
  page.unmount();
});
