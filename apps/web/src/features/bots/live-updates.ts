import type { Run } from '@bothy/contracts';
import type { QueryClient } from '@tanstack/vue-query';
import { putRun } from './bot-queries.js';

let pending: ReturnType<typeof setTimeout> | undefined;

/** Lists are asked for again once a second at most, however many runs come and go. */
function refreshLists(client: QueryClient): void {
  pending ??= setTimeout(() => {
    pending = undefined;
    for (const key of ['runs', 'bots', 'bot']) void client.invalidateQueries({ queryKey: [key] });
  }, 400);
}

export function onBotsEvent(client: QueryClient, name: string, data: unknown): void {
  if (name === 'run') {
    const run = data as Run;
    if (client.getQueryData(['run', run.id])) putRun(client, run);
    refreshLists(client);
  } else if (name === 'bot') refreshLists(client);
}

export function onBotsResume(client: QueryClient): void {
  refreshLists(client);
  void client.invalidateQueries({ queryKey: ['run'] });
}
