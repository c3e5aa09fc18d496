import { randomUUID } from 'node:crypto';
import { LogPrinter } from '../log-printer.js';
import { patiently } from '../patience.js';
import { nameOf, type RunFacts } from '../run-facts.js';
import type { Call, Command } from './command.js';
import { findRun } from './find-run.js';
import { follow } from './follow.js';
import { readParams } from './read-params.js';
import { waitFor } from './wait.js';

/** A server that restarts, with a build of its new version, is back by then. */
const startPatienceMs = 120_000;

const options = [
  'param',
  'params-file',
  'follow',
  'wait',
  'idempotency-key',
  'json',
  'quiet',
] as const satisfies Command['options'];

/** `bothy run <bot>` */
export const runCommand: Command = {
  takes: ['a bot'],
  options,
  run: (call, slug = '') =>
    begin(call, async (key) => {
      const params = await readParams(call.api, slug, call.given, call.terminal);
      return call.api.startRun(slug, params, key);
    }),
};

/** `bothy rerun <run>` */
export const rerunCommand: Command = {
  takes: ['a run'],
  options,
  run: (call, words = '') =>
    begin(call, async (key) => {
      const run = await findRun(call.api, words);
      // Only what was secret is asked for anew, and that is text.
      const params = await readParams(call.api, run.botSlug, call.given, call.terminal);
      return call.api.rerun(run.id, params, key);
    }),
};

/** Asked again with the same key, the server gives the run that it made: none is started twice. */
async function begin({ api, given, terminal }: Call, start: (key: string) => Promise<RunFacts>): Promise<number> {
  const printer = new LogPrinter(terminal, given);
  const key = given.idempotencyKey ?? randomUUID();
  const run = await patiently(
    () => start(key),
    startPatienceMs,
    (reason) => printer.note(`${reason} Trying again.`),
  );
  const following = { api, printer, terminal, waitSeconds: given.waitSeconds };
  if (given.follow || given.waitSeconds !== null) printer.note(`${nameOf(run)}, ${api.client.runAddress(run)}`);
  if (given.follow) {
    if (given.json) printer.status(run, null);
    return follow(run, following);
  }
  // Alone on stdout, so that a script can keep it: id=$(bothy run deploy)
  if (!given.json) terminal.out(`${run.id}\n`);
  else if (given.waitSeconds === null) terminal.out(`${JSON.stringify({ run })}\n`);
  return given.waitSeconds === null ? 0 : waitFor(run, following);
}
