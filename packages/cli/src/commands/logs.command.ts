import { CliError } from '../cli-error.js';
import { LogPrinter } from '../log-printer.js';
import type { Command } from './command.js';
import { findRun } from './find-run.js';
import { follow } from './follow.js';
import { printLines } from './print-lines.js';

/** `bothy logs <run>` */
export const logsCommand: Command = {
  takes: ['a run'],
  options: ['follow', 'attempt', 'since-line', 'json', 'quiet'],
  run: async ({ api, given, terminal }, words = '') => {
    const run = await findRun(api, words);
    const printer = new LogPrinter(terminal, given);
    const attempt = given.attempt ?? run.attempt;
    if (attempt < 1 || attempt > run.attempt) {
      throw new CliError(`There is no attempt ${attempt}: the run is at its attempt ${run.attempt}.`);
    }
    const from = { attempt, seq: given.sinceLine };
    // An earlier attempt has said all that it will.
    if (!given.follow || attempt < run.attempt) await printLines(api, run, from, printer);
    if (!given.follow) return 0;
    const after = attempt < run.attempt ? { attempt: run.attempt, seq: 0 } : from;
    return follow(run, { api, printer, terminal, waitSeconds: null, after });
  },
};
