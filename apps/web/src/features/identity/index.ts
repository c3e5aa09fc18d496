import { ScrollText } from '@lucide/vue';
import type { Feature } from '../../app/shell/feature.js';

export const identity: Feature = {
  routes: [
    { path: '/setup', name: 'setup', component: () => import('./setup-page.vue'), meta: { open: true } },
    { path: '/sign-in', name: 'sign-in', component: () => import('./sign-in-page.vue'), meta: { open: true } },
    { path: '/settings/tokens', name: 'tokens', component: () => import('./tokens-page.vue') },
    { path: '/audit', name: 'audit', component: () => import('./audit-page.vue') },
  ],
  nav: [{ label: 'Audit', to: '/audit', icon: ScrollText, group: 'console', needs: 'audit:read' }],
};
