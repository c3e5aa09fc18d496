import { computed, onBeforeUnmount, ref, watch } from 'vue';
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
    if (value === settled.value) return;
    timer = setTimeout(() => void router.replace({ query: { ...route.query, [name]: value || undefined } }), 200);
  });
  // Going back, or clearing all filters, changes the address without typing.
  watch(settled, (value) => (text.value = value));
  // A page that is left within the moment must not have its text put into the address of the next one.
  onBeforeUnmount(() => clearTimeout(timer));
  return { text, settled };
}
