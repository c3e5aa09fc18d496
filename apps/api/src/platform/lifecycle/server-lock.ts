import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import sqlite3 from 'sqlite3';
import { StartError } from '../errors/start-error.js';
import type { DataFolder } from '../storage/data-folder.js';

/**
 * One server per data folder. Node offers no file lock of its own, SQLite does: an exclusive transaction on an empty
 * database is a lock of the kernel's, which also goes when the process is killed.
 */
export class ServerLock {
  private constructor(
    private readonly lock: sqlite3.Database | null,
    private readonly pidPath: string,
  ) {}

  /** For commands on the host, which work in a folder beside its server, or without one. */
  static none(): ServerLock {
    return new ServerLock(null, '');
  }

  /** Whether this process is the folder's server: only it does what is nobody's errand, such as jobs. */
  get isHeld(): boolean {
    return this.lock !== null;
  }

  /** @throws StartError with the pid of the server that holds the folder. */
  static async acquire(data: DataFolder): Promise<ServerLock> {
    const pidPath = data.path('run', 'server.pid');
    const lock = await open(data.path('run', 'server.lock'));
    try {
      await exec(lock, 'PRAGMA busy_timeout = 0; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    } catch (error) {
      await close(lock);
      if (!isBusy(error)) throw error;
      throw new StartError(
        `Another server (pid ${pidIn(pidPath)}) uses the data folder ${data.root}. ` +
          'Stop it first, or name another folder in BOTHY_DATA_DIR.',
      );
    }
    writeFileSync(pidPath, `${process.pid}\n`, { mode: 0o600 });
    return new ServerLock(lock, pidPath);
  }

  async release(): Promise<void> {
    if (this.lock === null) return;
    rmSync(this.pidPath, { force: true });
    await close(this.lock);
  }
}

const open = (path: string): Promise<sqlite3.Database> =>
  new Promise((resolve, reject) => {
    const database = new sqlite3.Database(path, (error) => (error ? reject(error) : resolve(database)));
  });

const exec = (database: sqlite3.Database, sql: string): Promise<void> =>
  new Promise((resolve, reject) => database.exec(sql, (error) => (error ? reject(error) : resolve())));

const close = (database: sqlite3.Database): Promise<void> =>
  new Promise((resolve, reject) => database.close((error) => (error ? reject(error) : resolve())));

const isBusy = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY';

const pidIn = (path: string): string => {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    // The other server has the lock but has not written its pid yet.
    if (error instanceof Error) return 'unknown';
    throw error;
  }
};
