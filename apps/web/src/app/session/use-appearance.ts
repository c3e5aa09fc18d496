import { ref, watch } from 'vue';

function kept(name: 'theme' | 'density', fallback: string) {
  const value = ref(localStorage.getItem(`bothy.${name}`) ?? fallback);
  watch(value, (now) => {
    if (now === fallback) {
      localStorage.removeItem(`bothy.${name}`);
      delete document.documentElement.dataset[name];
    } else {
      localStorage.setItem(`bothy.${name}`, now);
      document.documentElement.dataset[name] = now;
    }
  });
  return value;
}

const theme = kept('theme', 'system');
const density = kept('density', 'comfortable');

/** Theme (`system`, `light`, `dark`) and density (`comfortable`, `compact`); kept in this browser. */
export function useAppearance() {
  return { theme, density };
}
