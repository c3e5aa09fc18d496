import { Mail } from '@lucide/vue';
import type { Feature } from '../../app/shell/feature.js';

export const mail: Feature = {
  routes: [
    { path: '/mail', name: 'mail', component: () => import('./mail-page.vue') },
    { path: '/mail/:id', name: 'mail-text', component: () => import('./mail-text-page.vue'), props: true },
  ],
  nav: [{ label: 'Mail', to: '/mail', icon: Mail, group: 'console', needs: 'mail:read' }],
};
