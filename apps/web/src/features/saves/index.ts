import { FileBracesCorner } from '@lucide/vue';
import type { Feature } from '../../app/shell/feature.js';

export const saves: Feature = {
  routes: [{ path: '/saves', name: 'saves', component: () => import('./saves-page.vue'), meta: { full: true } }],
  nav: [{ label: 'Saves', to: '/saves', icon: FileBracesCorner, group: 'main' }],
};
