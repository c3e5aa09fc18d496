import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query';
import { createApp } from 'vue';
import { ProblemError } from './app/api/index.js';
import AppRoot from './app/app-root.vue';
import { router } from './app/router.js';
import { showStartFailure } from './app/start-failure.js';
import './ui/styles/main.css';

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      refetchOnWindowFocus: false,
      // Only a lost connection or a server at fault is worth a second try.
      retry: (failures, error) =>
        failures < 2 && (!(error instanceof ProblemError) || error.status === 0 || error.status >= 500),
    },
  },
});

const app = createApp(AppRoot).use(VueQueryPlugin, { queryClient: client }).use(router);

// After an update the server no longer has the parts of the old page: load the new one, but never in a circle.
addEventListener('vite:preloadError', () => {
  const last = Number(sessionStorage.getItem('bothy.reloaded') ?? 0);
  if (Date.now() - last < 30_000) return;
  sessionStorage.setItem('bothy.reloaded', String(Date.now()));
  location.reload();
});
router.onError((error) => console.error(error));
try {
  await router.isReady();
  app.mount('#app');
} catch (error) {
  showStartFailure(document.body.querySelector('#app') ?? document.body, error);
}
