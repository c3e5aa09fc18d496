import { useQueryClient } from '@tanstack/vue-query';
import { ref } from 'vue';
import { useRouter } from 'vue-router';
import { api, ProblemError } from '../../app/api/index.js';
import { useToasts } from '../../ui/toasts.js';
import { putRun } from './bot-queries.js';
import { exampleBot } from './example-bot.js';

/** Adds the example bot (or takes the one that is there), runs it and shows its log. */
export function useExample() {
  const router = useRouter();
  const client = useQueryClient();
  const { fail } = useToasts();
  const busy = ref(false);

  async function create(): Promise<void> {
    try {
      await api.call('POST /api/bots', { body: exampleBot });
    } catch (error) {
      if (!(error instanceof ProblemError) || error.status !== 409) throw error;
    }
  }

  async function add(): Promise<void> {
    busy.value = true;
    try {
      await create();
      const run = await api.call('POST /api/bots/:slug/runs', { params: { slug: exampleBot.slug }, body: {} });
      putRun(client, run);
      void client.invalidateQueries({ queryKey: ['bots'] });
      await router.push({ name: 'run', params: { id: run.id } });
    } catch (error) {
      fail(error);
    } finally {
      busy.value = false;
    }
  }
  return { add, busy };
}
