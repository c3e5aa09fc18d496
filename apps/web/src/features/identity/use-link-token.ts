import { ref, watch, type Ref } from 'vue';
import { useRoute } from 'vue-router';

/** The one-time token of a link. It stands in the fragment, so that it never reaches a server's log. Empty without one. */
export function useLinkToken(): Ref<string> {
  const route = useRoute();
  const read = () => new URLSearchParams(location.hash.slice(1)).get('token') ?? '';
  const token = ref(read());
  // Whoever follows a link with its page open changes the fragment only.
  watch(
    () => route.hash,
    () => (token.value = read() || token.value),
  );
  return token;
}
