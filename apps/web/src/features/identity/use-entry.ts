import { reactive, ref, shallowRef } from 'vue';
import { useRouter } from 'vue-router';
import { useAttempt } from '../../app/forms/use-attempt.js';
import { useSession } from '../../app/session/use-session.js';

/** The last steps of coming in: recovery codes are shown, where there are any, and then the page opens. */
export function useEntry() {
  const router = useRouter();
  const { refresh } = useSession();
  const { busy, problem, attempt } = useAttempt();
  const codes = shallowRef<readonly string[] | null>(null);
  /** One is in, but the page did not open: what was filled in before must not be sent again. */
  const held = ref(false);

  async function finish(): Promise<void> {
    const open = await attempt(async () => {
      await refresh();
      await router.replace({ name: 'home' });
      return true;
    });
    if (!open) held.value = true;
  }

  /** The session is whole. Until the codes are kept this page stays. */
  async function arrive(newCodes: readonly string[] | null): Promise<void> {
    codes.value = newCodes;
    if (!newCodes) await finish();
  }

  return reactive({ codes, held, busy, problem, arrive, finish });
}
export type Entry = ReturnType<typeof useEntry>;
