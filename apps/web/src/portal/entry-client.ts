import { createSSRApp, h } from 'vue';
import { startNavigation } from './navigation.js';
import PortalApp from './portal-app.vue';
import type { PortalState } from './portal-page.js';
import '../ui/styles/main.css';

const sent = document.getElementById('state')?.textContent;
// Without it the page stays as it came, which reads as well.
if (sent) {
  const shown = startNavigation(JSON.parse(sent) as PortalState);
  createSSRApp({ render: () => h(PortalApp, { ...shown }) }).mount('#app');
}
