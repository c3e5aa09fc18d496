import { constants } from 'node:os';
import type { RunFacts } from './run-facts.js';

/** It did not run, or had not ended when we stopped waiting: sysexits' "try again later". */
export const notDone = 75;

/** The exit code that stands for how a run ended. */
export function exitCodeOf(run: RunFacts): number {
  if (run.status === 'succeeded') return 0;
  if (run.status === 'cancelled') return 130;
  if (run.status === 'timed-out') return 124;
  if (run.status === 'lost') return 70;
  if (run.status === 'skipped') return notDone;
  if (run.exitCode !== null && run.exitCode !== 0) return run.exitCode;
  if (run.signal !== null) return 128 + (signalNumbers[run.signal] ?? 0);
  return run.startedAt === null ? 127 : 1;
}

const signalNumbers: Readonly<Record<string, number>> = constants.signals;
