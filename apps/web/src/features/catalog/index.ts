import { Package } from '@lucide/vue';
import type { Feature } from '../../app/shell/feature.js';

export const catalog: Feature = {
  routes: [
    { path: '/catalog', name: 'tools', component: () => import('./tools-page.vue') },
    { path: '/catalog/new', name: 'new-tool', component: () => import('./form/tool-form-page.vue') },
    { path: '/catalog/:slug', name: 'tool', component: () => import('./tool-page.vue'), props: true },
    {
      path: '/catalog/:slug/edit',
      name: 'edit-tool',
      component: () => import('./form/tool-form-page.vue'),
      props: true,
    },
  ],
  nav: [{ label: 'Catalog', to: '/catalog', icon: Package, group: 'main', needs: 'catalog:read' }],
};
