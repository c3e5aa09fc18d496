import { ChartNoAxesColumn } from '@lucide/vue';
import { defineAsyncComponent } from 'vue';
import type { Feature } from '../../app/shell/feature.js';

export const metrics: Feature = {
  // `/metrics` is where Prometheus asks.
  routes: [{ path: '/insights', name: 'insights', component: () => import('./insights-page.vue') }],
  nav: [{ label: 'Metrics', to: '/insights', icon: ChartNoAxesColumn, group: 'main', needs: 'metrics:read' }],
  home: { needs: 'metrics:read', card: defineAsyncComponent(() => import('./home-downloads.vue')) },
};
