import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isFinal, type Run } from '@bothy/contracts';
import { type AttemptRef, logFileName } from '@bothy/contracts/runner';
import { Injectable } from '@nestjs/common';
import { attemptNotFound } from '../../bots.errors.js';
import { LiveLog } from '../../log/live-log.js';
import { LogFile } from '../../log/log-file.js';
import { RunAttempts } from '../../persistence/run-attempts.js';
import { RunRepository } from '../../persistence/run.repository.js';
import { RunFolders } from '../runs/run-folders.js';

interface Entry {
  log: LiveLog;
  readers: number;
}

const keyOf = ({ runId, attempt }: AttemptRef) => `${runId}.${attempt}`;

/** The logs that are being written or read now, one object for each however many read it. */
@Injectable()
export class RunLogs {
  readonly #entries = new Map<string, Entry>();

  constructor(
    private readonly folders: RunFolders,
    private readonly runs: RunRepository,
    private readonly attempts: RunAttempts,
  ) {}

  /** The runner's word about an attempt that goes on. */
  grow(ref: AttemptRef, end: number, lines: number): void {
    this.#active(ref).log.grow(end, lines);
  }

  /** The attempt has ended: its log is all that lies there. */
  async finish(ref: AttemptRef, lines: number): Promise<void> {
    if (!this.#entries.has(keyOf(ref))) return;
    await this.#ended(ref, lines);
    this.#closeIfIdle(ref);
  }

  /** What lies there of an attempt of which nobody says how it ended. */
  async measure(ref: AttemptRef): Promise<{ logBytes: number; lines: number; textBytes: number }> {
    const folder = this.folders.ofAttempt(ref);
    const logBytes = await fileSize(join(folder, logFileName));
    if (logBytes === 0) return { logBytes, lines: 0, textBytes: 0 };
    const file = new LogFile(folder);
    try {
      const { seq, textOffset } = await file.locateText(Number.POSITIVE_INFINITY, logBytes);
      return { logBytes, lines: seq - 1, textBytes: textOffset };
    } finally {
      await file.close();
    }
  }

  /** How many lines a going attempt has; null when the run's row knows better. */
  linesOf(ref: AttemptRef): number | null {
    return this.#entries.get(keyOf(ref))?.log.lines ?? null;
  }

  /** Lends the log of a run's attempt (its last one by default) for as long as `read` takes. */
  async use<T>(run: Run, attempt: number | undefined, read: (log: LiveLog) => Promise<T>): Promise<T> {
    if (attempt !== undefined && attempt > run.attempt) throw attemptNotFound(attempt);
    const ref = { runId: run.id, attempt: attempt ?? run.attempt };
    const hasEnded = isFinal(run.status) || ref.attempt < run.attempt;
    const entry = hasEnded ? await this.#ended(ref, await this.#linesOf(ref, run)) : this.#active(ref);
    entry.readers++;
    try {
      if (!hasEnded) await this.#finishIfEnded(ref);
      return await read(entry.log);
    } finally {
      entry.readers--;
      this.#closeIfIdle(ref);
    }
  }

  /** It may have ended between its reading and the making of its entry; then nobody else would say so. */
  async #finishIfEnded(ref: AttemptRef): Promise<void> {
    const run = await this.runs.find(ref.runId);
    if (!run) await this.#ended(ref, 0);
    else if (isFinal(run.status) || ref.attempt < run.attempt) await this.#ended(ref, await this.#linesOf(ref, run));
  }

  /** The run's row speaks of its last attempt only. */
  async #linesOf({ attempt }: AttemptRef, run: Run): Promise<number> {
    if (attempt === run.attempt) return run.lineCount;
    const ended = await this.attempts.of(run.id);
    return ended.find((each) => each.attempt === attempt)?.lineCount ?? 0;
  }

  #active(ref: AttemptRef): Entry {
    return this.#entries.get(keyOf(ref)) ?? this.#add(ref, { end: 0, lines: 0, complete: false });
  }

  async #ended(ref: AttemptRef, lines: number): Promise<Entry> {
    const end = await fileSize(join(this.folders.ofAttempt(ref), logFileName));
    const known = this.#entries.get(keyOf(ref)) ?? this.#add(ref, { end, lines, complete: true });
    if (!known.log.complete) known.log.finish(end, lines);
    return known;
  }

  #add(ref: AttemptRef, known: { end: number; lines: number; complete: boolean }): Entry {
    const entry = { log: new LiveLog(this.folders.ofAttempt(ref), ref.attempt, known), readers: 0 };
    this.#entries.set(keyOf(ref), entry);
    return entry;
  }

  #closeIfIdle(ref: AttemptRef): void {
    const entry = this.#entries.get(keyOf(ref));
    if (!entry || entry.readers > 0 || !entry.log.complete) return;
    this.#entries.delete(keyOf(ref));
    void entry.log.close();
  }
}

/** A run that ended before it printed has no file. */
async function fileSize(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0;
    throw error;
  }
}
