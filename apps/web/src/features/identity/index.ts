import { Users } from '@lucide/vue';
import type { Feature } from '../../app/shell/feature.js';

export const identity: Feature = {
  routes: [
    { path: '/setup', name: 'setup', component: () => import('./setup-page.vue'), meta: { open: true } },
    {
      path: '/join',
      name: 'join',
      component: () => import('./join-page.vue'),
      meta: { open: true, anyone: true },
    },
    {
      path: '/recover',
      name: 'recover',
      component: () => import('./recover-page.vue'),
      meta: { open: true, anyone: true },
    },
    { path: '/enrol', name: 'enrol', component: () => import('./enrol-page.vue'), meta: { bare: true } },
    { path: '/settings/security', name: 'security', component: () => import('./security/security-page.vue') },
    { path: '/sign-in', name: 'sign-in', component: () => import('./sign-in-page.vue'), meta: { open: true } },
    { path: '/settings/tokens', name: 'tokens', component: () => import('./tokens-page.vue') },
    { path: '/members', name: 'members', component: () => import('./members/members-page.vue') },
    { path: '/members/:id', name: 'member', component: () => import('./members/member-page.vue'), props: true },
  ],
  nav: [{ label: 'Members', to: '/members', icon: Users, group: 'console', needs: 'members:read' }],
};
