import { useQueryClient } from '@tanstack/vue-query';
import { watch } from 'vue';
import { useSession } from './use-session.js';

/** What one member was answered, or left half written, is gone before the next one is there. */
export function useCleanSlate(): void {
  const client = useQueryClient();
  const { me } = useSession();
  watch(
    () => me.value?.member.id,
    () => {
      client.clear();
      for (const key of Object.keys(sessionStorage)) if (key.startsWith('bothy.draft.')) sessionStorage.removeItem(key);
    },
    { flush: 'sync' },
  );
}
