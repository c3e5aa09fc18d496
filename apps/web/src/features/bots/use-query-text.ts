import { computed, ref, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';

/** A text kept in the page's address under `name`; typing replaces the entry of the history after a moment. */
export function useQueryText(name: string) {
  const route = useRoute();
  const router = useRouter();
  const settled = computed(() => String(route.query[name] ?? ''));
  const text = ref(settled.value);
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(text, (value) => {
    clearTimeout(timer);
    timer = setTimeout(() => void router.replace({ query: { ...route.query, [name]: value || undefined } }), 200);
  });
  return { text, settled };
}
