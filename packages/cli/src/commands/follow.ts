import type { Run } from '@bothy/contracts';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BothyClient, Unreachable } from '../bothy-client.js';
import { exitCodeOf } from '../exit-code.js';
import type { LogPrinter } from '../log-printer.js';
import { RunFollower } from '../run-follower.js';
import type { Terminal } from '../terminal.js';

/** Prints the log of a run until it ends. Gives the exit code that stands for its end, or 130 after Ctrl-C. */
export async function follow(
  client: BothyClient,
  started: Run,
  printer: LogPrinter,
  terminal: Terminal,
): Promise<number> {
  const stop = new AbortController();
  terminal.onInterrupt(() => stop.abort());
  const follower = new RunFollower(client, started.id);
  await follower.follow(
    (line) => printer.line(line),
    (reason) => printer.note(`${reason} Trying again.`),
    stop.signal,
  );
  if (stop.signal.aborted) {
    printer.note(`no longer following; the run goes on. To end it: bothy cancel ${started.id}`);
    return 130;
  }
  const run = await patiently(() => client.getRun(started.id));
  printer.run(run, `bothy: ${summaryOf(run)}`);
  return exitCodeOf(run);
}

/** The log has ended; a server that restarts just now is no reason to lose the exit code. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Unreachable) || attempt === 60) throw error;
      await sleep(1_000);
    }
  }
}

function summaryOf(run: Run): string {
  const how = run.exitCode === null ? (run.signal ?? '') : `exit code ${run.exitCode}`;
  const tookMs = run.startedAt && run.finishedAt ? Date.parse(run.finishedAt) - Date.parse(run.startedAt) : null;
  const facts = [how, tookMs === null ? '' : `${(tookMs / 1000).toFixed(1)} s`, `${run.lineCount} lines`];
  const reason = run.reason ? `. ${run.reason}` : '';
  return `${run.botSlug} #${run.number} ${run.status} (${facts.filter(Boolean).join(', ')})${reason}`;
}
