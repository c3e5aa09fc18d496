import type { Bot, Run } from '@bothy/contracts';
import { useQueryClient } from '@tanstack/vue-query';
import { shallowRef } from 'vue';
import { useRouter } from 'vue-router';
import { api } from '../../../app/api/index.js';
import { useAct } from '../../../ui/use-act.js';
import { putRun } from '../bot-queries.js';
import { hasParams } from './param-values.js';

type Runnable = Pick<Bot, 'slug' | 'name' | 'params' | 'approval'>;

/** What the dialog asks for, and what its fields hold at first. */
interface RunAsked {
  readonly bot: Runnable;
  readonly given: Readonly<Record<string, unknown>>;
}

/**
 * Runs a bot and shows the page of the run. A bot with parameters is asked for them first, in `RunDialog`, which
 * whoever uses this puts into its template: `<RunDialog :state="runBot" />`.
 */
export function useRunBot() {
  const router = useRouter();
  const client = useQueryClient();
  const { busy, act } = useAct();
  const asked = shallowRef<RunAsked | null>(null);

  /** Throws what the API refuses. */
  async function start(slug: string, params: Record<string, unknown>): Promise<Run> {
    const run = await api.call('POST /api/bots/:slug/runs', { params: { slug }, body: { params } });
    putRun(client, run);
    asked.value = null;
    await router.push({ name: 'run', params: { id: run.id } });
    return run;
  }

  /** At once, or after the dialog; its fields hold what is `given`, for example the parameters of an earlier run. */
  async function run(bot: Runnable, given: Readonly<Record<string, unknown>> = {}): Promise<void> {
    if (hasParams(bot.params)) asked.value = { bot, given };
    else await act(() => start(bot.slug, {}));
  }

  return { asked, busy, run, start, close: () => (asked.value = null) };
}
export type RunBot = ReturnType<typeof useRunBot>;
