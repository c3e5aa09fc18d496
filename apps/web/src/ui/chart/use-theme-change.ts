import { onBeforeUnmount, onMounted } from 'vue';

/** Calls `changed` whenever the page becomes light or dark: by its own switch, or with the system. */
export function useThemeChange(changed: () => void): void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const own = new MutationObserver(changed);
  onMounted(() => {
    system.addEventListener('change', changed);
    own.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  });
  onBeforeUnmount(() => {
    system.removeEventListener('change', changed);
    own.disconnect();
  });
}
