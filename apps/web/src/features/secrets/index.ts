import { KeyRound } from '@lucide/vue';
import type { Feature } from '../../app/shell/feature.js';

export const secrets: Feature = {
  routes: [{ path: '/secrets', name: 'secrets', component: () => import('./secrets-page.vue') }],
  nav: [{ label: 'Secrets', to: '/secrets', icon: KeyRound, group: 'console', needs: 'secrets:read' }],
};
