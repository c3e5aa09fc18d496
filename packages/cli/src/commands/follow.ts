import type { BothyApi } from '../bothy-api.js';
import { exitCodeOf, notDone } from '../exit-code.js';
import type { LogPrinter } from '../log-printer.js';
import { patiently } from '../patience.js';
import { nameOf, type RunFacts } from '../run-facts.js';
import { RunFollower } from '../run-follower.js';
import { RunWatcher } from '../run-watcher.js';
import type { Terminal } from '../terminal.js';

const patienceAtEndMs = 300_000;

export interface Following {
  api: BothyApi;
  printer: LogPrinter;
  terminal: Terminal;
  /** Null: as long as it takes. */
  waitSeconds: number | null;
  /** Begin behind this line. */
  after?: { attempt: number; seq: number };
}

/**
 * Prints the log of a run until it ends. Gives the exit code that stands for its end, 130 after Ctrl-C, 75 when it took
 * longer than was to be waited.
 */
export async function follow(
  run: RunFacts,
  { api, printer, terminal, waitSeconds, after }: Following,
): Promise<number> {
  const stop = new AbortController();
  let late: NodeJS.Timeout | undefined;
  let code = 130;
  terminal.onInterrupt(() => stop.abort());
  if (waitSeconds !== null) {
    late = setTimeout(() => {
      code = notDone;
      stop.abort();
    }, waitSeconds * 1000);
  }
  const watcher = new RunWatcher(printer, run);
  const follower = new RunFollower(api.client, run.id, watcher);
  if (after) follower.skipTo(after.attempt, after.seq);
  try {
    await follower.follow(stop.signal);
  } finally {
    clearTimeout(late);
    watcher.close();
  }
  if (stop.signal.aborted) {
    const why = code === notDone ? `not ended after ${waitSeconds} s` : 'no longer following';
    printer.note(`${nameOf(run)}: ${why}; the run goes on. To end it: bothy cancel ${run.id}`);
    return code;
  }
  // The log has ended; a server that restarts just now is no reason to lose the exit code.
  const ended = await patiently(() => api.getRun(run.id), patienceAtEndMs);
  printer.run(ended, api.client.runAddress(ended));
  return exitCodeOf(ended);
}
