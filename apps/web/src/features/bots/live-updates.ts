import type { Run } from '@bothy/contracts';
import type { QueryClient } from '@tanstack/vue-query';
import { putRun } from './bot-queries.js';

/**
 * Has what stands under `keys` asked for again, once in `everyMs` at most, however much changes. What is being asked
 * for is waited for, not called off: under a slow server nothing would ever arrive otherwise. It may have missed the
 * change, so it is asked for once more then.
 */
function refresher(keys: readonly string[], everyMs: number) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let earliest = 0;
  let asking = false;
  let again = false;

  async function ask(client: QueryClient): Promise<void> {
    timer = undefined;
    earliest = Date.now() + everyMs;
    asking = true;
    again = keys.some((key) => client.isFetching({ queryKey: [key] }) > 0);
    await Promise.all(keys.map((key) => client.invalidateQueries({ queryKey: [key] }, { cancelRefetch: false })));
    asking = false;
    if (again) refresh(client);
  }

  function refresh(client: QueryClient): void {
    again = true;
    if (!asking) timer ??= setTimeout(() => void ask(client), Math.max(0, earliest - Date.now()));
  }
  return refresh;
}

const refreshLists = refresher(['runs', 'bots', 'bot', 'upcoming', 'deliveries'], 1_000);
/** The day is up to 1,000 runs: too much to ask for with each that comes or goes. */
const refreshDay = refresher(['day'], 30_000);

export function onBotsEvent(client: QueryClient, name: string, data: unknown): void {
  if (name === 'run') {
    const run = data as Run;
    if (client.getQueryData(['run', run.id])) putRun(client, run);
    refreshLists(client);
    refreshDay(client);
  } else if (name === 'bot') refreshLists(client);
}

export function onBotsResume(client: QueryClient): void {
  // What was asked for over the connection that broke may never be answered: here it is called off.
  for (const key of ['runs', 'bots', 'bot', 'run', 'day', 'upcoming', 'deliveries', 'bot-versions'])
    void client.invalidateQueries({ queryKey: [key] });
}
