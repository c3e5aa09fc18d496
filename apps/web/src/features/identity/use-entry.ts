import { shallowRef } from 'vue';
import { useRouter } from 'vue-router';
import { useSession } from '../../app/session/use-session.js';

/** The last steps of coming in: recovery codes are shown, where there are any, and then the page opens. */
export function useEntry() {
  const router = useRouter();
  const { refresh } = useSession();
  const codes = shallowRef<readonly string[] | null>(null);

  async function finish(): Promise<void> {
    await refresh();
    await router.replace({ name: 'home' });
  }

  /** The session is whole. Until the codes are kept this page stays. */
  async function arrive(newCodes: readonly string[] | null): Promise<void> {
    codes.value = newCodes;
    if (!newCodes) await finish();
  }

  return { codes, arrive, finish };
}
