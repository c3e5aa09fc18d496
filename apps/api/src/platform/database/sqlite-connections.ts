import { open } from 'node:fs/promises';
import sqlite3 from 'sqlite3';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { SqliteDriver } from 'typeorm/driver/sqlite/SqliteDriver.js';
import { FifoLock } from '../concurrency/fifo-lock.js';
import { DomainError } from '../errors/domain-error.js';
import { Connections } from './connections.js';
import type { Schema } from './schema.js';
import { SqliteQueryRunner } from './sqlite-query-runner.js';

const readerCount = 2;
/** Another process (a backup, the command line) may hold the write lock for so long. */
const busyTimeoutMs = 5000;
const writerTimeoutMs = 30_000;
const databaseBusy = () =>
  new DomainError('database_busy', 'unavailable', 'The database is busy. Try again in a moment.');

/**
 * SQLite in WAL mode: one writer behind a first-come lock, and `query_only` readers beside it. This file and the query
 * runner are the only ones that know the driver.
 */
export class SqliteConnections extends Connections {
  private readonly lock = new FifoLock(writerTimeoutMs, databaseBusy);
  private turn = 0;

  private constructor(
    readonly writer: DataSource,
    private readonly readers: readonly DataSource[],
    private readonly path: string,
  ) {
    super();
  }

  static async open(path: string, schema: Schema): Promise<SqliteConnections> {
    const writer = await openOne(path, schema);
    await writer.query('PRAGMA synchronous = NORMAL');
    const readers: DataSource[] = [];
    for (let index = 0; index < readerCount; index += 1) {
      const reader = await openOne(path, { ...schema, migrations: [] });
      await reader.query('PRAGMA query_only = ON');
      readers.push(reader);
    }
    return new SqliteConnections(writer, readers, path);
  }

  reader(): EntityManager {
    this.turn = (this.turn + 1) % this.readers.length;
    const reader = this.readers[this.turn];
    if (!reader) throw new Error('The database has no reader.');
    return reader.manager;
  }

  withWriter<T>(work: (runner: QueryRunner) => Promise<T>): Promise<T> {
    return this.lock.hold(async () => {
      const runner = this.writer.createQueryRunner();
      try {
        return await work(runner);
      } finally {
        await runner.release();
      }
    });
  }

  /** `synchronous = NORMAL` leaves the log to the kernel until the next checkpoint, which also is what ends the log. */
  async flush(): Promise<void> {
    try {
      const log = await open(`${this.path}-wal`, 'r');
      await log.datasync().finally(() => log.close());
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
  }

  async close(): Promise<void> {
    // Waits for the unit of work that is open; then the last connection to close folds the WAL into the file.
    await this.lock.hold(async () => {
      for (const reader of this.readers) await reader.destroy();
      await this.writer.destroy();
    });
  }
}

const openOne = async (path: string, schema: Schema): Promise<DataSource> => {
  const source = new DataSource({
    type: 'sqlite',
    database: path,
    enableWAL: true,
    busyTimeout: busyTimeoutMs,
    entities: [...schema.entities],
    migrations: [...schema.migrations],
    // TypeORM always asks for sqlite3's verbose mode, which records a stack trace for each statement.
    driver: { ...sqlite3, verbose: () => sqlite3 },
  });
  const driver = source.driver;
  if (!(driver instanceof SqliteDriver)) throw new Error('Expected the driver of sqlite3.');
  driver.createQueryRunner = () => new SqliteQueryRunner(driver);
  return source.initialize();
};
