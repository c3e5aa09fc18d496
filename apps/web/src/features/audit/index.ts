import { ScrollText } from '@lucide/vue';
import type { Feature } from '../../app/shell/feature.js';

export const audit: Feature = {
  routes: [{ path: '/audit', name: 'audit', component: () => import('./audit-page.vue') }],
  nav: [{ label: 'Audit', to: '/audit', icon: ScrollText, group: 'console', needs: 'audit:read' }],
};
