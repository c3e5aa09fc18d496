import { setTimeout as delay } from 'node:timers/promises';
import type { AttemptState } from '@bothy/contracts/runner';
import { emptyLog, type LogCounts } from '../log/log-counts.js';
import { LogFile } from '../log/log-file.js';
import { repairLog } from '../log/log-repair.js';
import { ProcessGroup } from '../process/process-group.js';
import { bootId, isAlive, markedProcesses } from '../process/process-table.js';
import { removeWorkingFolder } from '../process/working-folder.js';
import { namingOfLost, namingWithout, settleArtifactsFolder } from './artifacts-folder.js';
import type { Journal, JournalEntry } from './journal.js';

/** A killed process is gone within a round or two, unless the kernel holds it. */
const endRounds = 50;
const endRoundMs = 20;
const lastLine = 'The runner ended while this run was going; the run is lost.';

/**
 * Takes over from a runner that died: ends what it left running, mends the logs, and returns the ends that are still to
 * be told. Every line that was written stays.
 */
export async function recover(journal: Journal): Promise<AttemptState[]> {
  const states: AttemptState[] = [];
  for (const entry of journal.readAll()) {
    if (entry.state.phase !== 'ended') {
      await endLeftOver(entry);
      await settleArtifacts(entry);
      entry.state = { ...entry.state, ...(await mendLog(entry.logDir)), ...lostNow() };
      journal.write(entry);
    }
    await removeWorkingFolder(entry.workingDir);
    states.push(entry.state);
  }
  return states;
}

const lostNow = (): Pick<AttemptState, 'phase' | 'paused' | 'outcome' | 'finishedAt' | 'reason'> => ({
  phase: 'ended',
  paused: false,
  outcome: 'lost',
  finishedAt: Date.now(),
  reason: 'The runner ended while it was going.',
});

async function endLeftOver({ bootId: boot, leader, state }: JournalEntry): Promise<void> {
  if (boot !== bootId()) return;
  // A number means the same process only with the same start time; the mark finds the rest even without the leader.
  if (leader !== null && isAlive(leader)) new ProcessGroup(leader.pid, state).signal('SIGKILL');
  for (let round = 0; round < endRounds; round++) {
    const pids = markedProcesses([state]);
    if (pids.length === 0) return;
    for (const pid of pids) end(pid);
    await delay(endRoundMs);
  }
}

async function settleArtifacts({ artifactsDir, hadSecrets }: JournalEntry): Promise<void> {
  const problem = await settleArtifactsFolder(artifactsDir, hadSecrets ? namingOfLost : namingWithout([]));
  if (problem !== null) process.stderr.write(`${artifactsDir}: ${problem}\n`);
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}

async function mendLog(folder: string): Promise<LogCounts> {
  try {
    const { good, index } = repairLog(folder);
    const file = LogFile.goOn(folder, index, good, { onProgress: () => undefined, onFailure: () => undefined });
    file.appendSystemLine(lastLine);
    await file.settled();
    file.close();
    return file.good;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return emptyLog;
    process.stderr.write(`The log in ${folder} could not be mended: ${String(error)}\n`);
    return emptyLog;
  }
}
