import { SqliteQueryRunner as StockRunner } from 'typeorm/driver/sqlite/SqliteQueryRunner.js';

/**
 * TypeORM shares one query runner, and with it one count of open transactions, among all users of a SQLite database:
 * concurrent transactions then end up inside each other. This one belongs to a single user until it is released.
 */
export class SqliteQueryRunner extends StockRunner {
  /**
   * `BEGIN IMMEDIATE` takes the write lock at once. A deferred transaction that reads first and writes later fails
   * at the write, without waiting, when another process has written in between.
   */
  override query(sql: string, parameters?: unknown[], useStructuredResult?: boolean): Promise<never> {
    const text = sql === 'BEGIN TRANSACTION' ? 'BEGIN IMMEDIATE' : sql;
    return super.query(text, parameters, useStructuredResult) as Promise<never>;
  }

  /** The stock runner stays usable after its release; a late write would then land in someone else's transaction. */
  override async release(): Promise<void> {
    await super.release();
    Object.assign(this, { isReleased: true });
  }
}
