import { Bot, House, ListVideo } from '@lucide/vue';
import type { Feature } from '../../app/shell/feature.js';
import { useRunningCount } from './bot-queries.js';
import { onBotsEvent, onBotsResume } from './live-updates.js';

export const bots: Feature = {
  routes: [
    { path: '/', name: 'home', component: () => import('./home-page.vue') },
    { path: '/bots', name: 'bots', component: () => import('./bots-page.vue') },
    { path: '/new-bot', name: 'new-bot', component: () => import('./form/bot-form-page.vue') },
    { path: '/bots/:slug', name: 'bot', component: () => import('./bot-page.vue'), props: true },
    { path: '/bots/:slug/edit', name: 'edit-bot', component: () => import('./form/bot-form-page.vue'), props: true },
    {
      path: '/bots/:slug/deliveries',
      name: 'deliveries',
      component: () => import('./deliveries/deliveries-page.vue'),
      props: true,
    },
    { path: '/runs', name: 'runs', component: () => import('./runs-page.vue') },
    { path: '/runs/:id', name: 'run', component: () => import('./run-page.vue'), props: true, meta: { full: true } },
    {
      path: '/runs/:id/compare/:other',
      name: 'compare',
      component: () => import('./compare/compare-page.vue'),
      props: true,
    },
  ],
  nav: [
    { label: 'Home', to: '/', icon: House, group: 'main' },
    { label: 'Bots', to: '/bots', icon: Bot, group: 'main', needs: 'bots:read' },
    { label: 'Runs', to: '/runs', icon: ListVideo, group: 'main', needs: 'bots:read' },
  ],
  onEvent: onBotsEvent,
  onResume: onBotsResume,
  active: { to: '/runs', use: useRunningCount },
};
