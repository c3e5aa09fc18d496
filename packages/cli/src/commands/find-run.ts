import type { BothyApi } from '../bothy-api.js';
import { CliError } from '../cli-error.js';
import type { RunFacts } from '../run-facts.js';

/**
 * The run that somebody means: by its id, or as `bot#7`, or `bot#last`.
 *
 * @throws CliError where there is none.
 */
export async function findRun(api: BothyApi, words: string): Promise<RunFacts> {
  const [, slug, number] = /^([^#]+)#(\d{1,9}|last)$/.exec(words) ?? [];
  if (slug === undefined || number === undefined) return api.getRun(words);
  const run = await api.findRun(slug, number === 'last' ? 'last' : Number(number));
  if (run === null) throw new CliError(number === 'last' ? `${slug} has never run.` : `There is no run ${words}.`);
  return run;
}
