import { isFinal } from '@bothy/contracts';
import type { RunAct } from '../bothy-api.js';
import { nameOf, type RunFacts } from '../run-facts.js';
import type { Command } from './command.js';
import { findRun } from './find-run.js';

const done: Record<RunAct, string> = {
  cancel: 'is being ended',
  pause: 'is being paused',
  resume: 'goes on',
  approve: 'is approved',
  reject: 'is rejected',
};

/** `bothy cancel <run>`, and what else is done to a run with one word. */
export const actCommand = (act: RunAct): Command => ({
  takes: ['a run'],
  options: act === 'approve' || act === 'reject' ? ['reason', 'json', 'quiet'] : ['json', 'quiet'],
  run: async ({ api, given, terminal }, words = '') => {
    const run = await api.act((await findRun(api, words)).id, act, given.reason);
    if (given.json) terminal.out(`${JSON.stringify({ run })}\n`);
    else if (!given.quiet) terminal.err(`bothy: ${nameOf(run)} ${becomes(run, act)}\n`);
    return 0;
  },
});

const becomes = (run: RunFacts, act: RunAct): string =>
  isFinal(run.status) && act !== 'reject' ? run.status : done[act];
