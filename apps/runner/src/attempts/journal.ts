import { appendFileSync, closeSync, fsync, mkdirSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { AttemptRef, AttemptState, StartOrder } from '@bothy/contracts/runner';
import type { ProcessIdentity } from '../process/process-table.js';

/** What a later runner must know of an attempt, should this one die. */
export interface JournalEntry {
  workingDir: StartOrder['workingDir'];
  logDir: string;
  artifactsDir: string;
  /** Secrets that the names of its artifacts may hold; they are in memory only. */
  hadSecrets: boolean;
  bootId: string | null;
  leader: ProcessIdentity | null;
  state: AttemptState;
}

/**
 * One file per attempt, begun before its bot is started and removed when the server has kept its end. Every change is a
 * line at its end, and the last whole line counts: so no write can harm what was there, and none waits for the disk
 * (a rename over an existing file does, on ext4). It outlives the runner so; runs of some length reach the disk too.
 */
export class Journal {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  /** Throws what the file system refused with. */
  write(entry: JournalEntry): void {
    appendFileSync(this.#path(entry.state), `${JSON.stringify(entry)}\n`, { mode: 0o600 });
  }

  /** Brings the entry to the disk, against the loss of power; in the background. */
  secure(ref: AttemptRef): void {
    try {
      const file = openSync(this.#path(ref), 'r');
      fsync(file, () => closeSync(file));
    } catch {
      // Acknowledged meanwhile: there is nothing left to secure.
    }
  }

  remove(ref: AttemptRef): void {
    rmSync(this.#path(ref), { force: true });
  }

  /** The entries an earlier runner left. A file that is no entry (a power cut before it was written) is removed. */
  readAll(): JournalEntry[] {
    const entries: JournalEntry[] = [];
    for (const name of readdirSync(this.#folder)) {
      const path = join(this.#folder, name);
      const entry = name.endsWith('.json') ? parse(readFileSync(path, 'utf8')) : null;
      if (entry === null) rmSync(path, { force: true, recursive: true });
      else entries.push(entry);
    }
    return entries;
  }

  #path({ runId, attempt }: AttemptRef): string {
    return join(this.#folder, `${runId}.${attempt}.json`);
  }
}

function parse(text: string): JournalEntry | null {
  for (const line of text.split('\n').toReversed()) {
    const entry = parseLine(line);
    if (entry !== null) return entry;
  }
  return null;
}

function parseLine(line: string): JournalEntry | null {
  try {
    const entry = JSON.parse(line) as JournalEntry;
    return typeof entry.state?.runId === 'string' && typeof entry.logDir === 'string' ? entry : null;
  } catch {
    // Torn by a crash in the middle of the write: the line before it counts.
    return null;
  }
}
