import { createRouter, createWebHistory, type RouteLocationNormalized } from 'vue-router';
import { features } from './features.js';
import { useSession } from './session/use-session.js';

declare module 'vue-router' {
  interface RouteMeta {
    /** Open to whoever is not signed in; drawn without the shell. */
    open?: boolean;
    /** Takes the whole height and width: logs. */
    full?: boolean;
  }
}

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    ...features.flatMap((feature) => feature.routes),
    { path: '/:rest(.*)*', name: 'not-found', component: () => import('./shell/not-found-page.vue') },
  ],
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
});

async function guard(to: RouteLocationNormalized) {
  const session = useSession();
  if (!session.signedIn.value) {
    if (to.name !== 'setup' && (await session.needsSetup())) return { name: 'setup' };
    if (await session.resume()) return to.meta.open ? { name: 'home' } : true;
    if (!to.meta.open) return { name: 'sign-in', query: to.fullPath === '/' ? {} : { back: to.fullPath } };
    if (to.name === 'setup' && !(await session.needsSetup())) return { name: 'sign-in' };
    return true;
  }
  return to.meta.open ? { name: 'home' } : true;
}

router.beforeEach(guard);
