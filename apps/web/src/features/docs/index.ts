import { Braces } from '@lucide/vue';
import type { Feature } from '../../app/shell/feature.js';

export const docs: Feature = {
  routes: [{ path: '/docs', name: 'docs', component: () => import('./docs-page.vue'), meta: { free: true } }],
  nav: [{ label: 'API', to: '/docs', icon: Braces, group: 'console' }],
};
