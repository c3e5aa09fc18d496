import { createRouter, createWebHistory, type RouteLocationNormalized } from 'vue-router';
import { features } from './features.js';
import { useSession } from './session/use-session.js';

declare module 'vue-router' {
  interface RouteMeta {
    /** Open to whoever is not signed in; drawn without the shell. */
    open?: boolean;
    /** Open to whoever is signed in as well. */
    anyone?: boolean;
    /** Open to everybody; in the shell for whoever is signed in. */
    free?: boolean;
    /** Drawn without the shell. */
    bare?: boolean;
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
  // A link to a part of the page that is there scrolls by itself.
  scrollBehavior: (to, from, saved) => saved ?? (to.hash && to.path === from.path ? false : { top: 0 }),
});

async function guard(to: RouteLocationNormalized) {
  const session = useSession();
  if (to.query['problem']) session.expectNoSignIn();
  if (!session.signedIn.value) {
    if (to.meta.free && !(await session.resume())) return true;
    if (to.name !== 'setup' && (await session.needsSetup())) return { name: 'setup' };
    if (await session.resume()) return guardSignedIn(to);
    if (!to.meta.open) return { name: 'sign-in', query: to.fullPath === '/' ? {} : { back: to.fullPath } };
    if (to.name === 'setup' && !(await session.needsSetup())) return { name: 'sign-in' };
    return true;
  }
  return guardSignedIn(to);
}

function guardSignedIn(to: RouteLocationNormalized) {
  if (to.meta.anyone) return true;
  // What came of linking another account is told wherever one is let in.
  if (useSession().enrolling.value)
    return to.name === 'enrol'
      ? true
      : { name: 'enrol', query: to.query['problem'] ? { problem: to.query['problem'] } : {} };
  return to.meta.open || to.name === 'enrol' ? { name: 'home' } : true;
}

router.beforeEach(guard);
