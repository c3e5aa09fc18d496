import { isFinal } from '@bothy/contracts';
import { setTimeout as sleep } from 'node:timers/promises';
import { exitCodeOf, notDone } from '../exit-code.js';
import { patiently } from '../patience.js';
import { nameOf, type RunFacts } from '../run-facts.js';
import type { Following } from './follow.js';

const firstPauseMs = 100;
const longestPauseMs = 2_000;

/** Waits for the end of a run without its log. Gives the exit code that stands for it, or 75 when time is up. */
export async function waitFor(run: RunFacts, { api, printer, terminal, waitSeconds }: Following): Promise<number> {
  const until = Date.now() + (waitSeconds ?? 0) * 1000;
  let interrupted = false;
  terminal.onInterrupt(() => (interrupted = true));
  const over = () => interrupted || Date.now() >= until;
  let now = run;
  for (let pauseMs = firstPauseMs; !isFinal(now.status) && !over(); pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)) {
    await sleep(Math.min(pauseMs, Math.max(0, until - Date.now())));
    now = await patiently(
      () => api.getRun(run.id),
      Math.max(0, until - Date.now()),
      (reason) => printer.note(`${reason} Trying again.`),
    );
  }
  printer.run(now, api.client.runAddress(now));
  if (isFinal(now.status)) return exitCodeOf(now);
  printer.note(`${nameOf(now)} has not ended; it goes on. To end it: bothy cancel ${now.id}`);
  return interrupted ? 130 : notDone;
}
