import { Injectable, Logger } from '@nestjs/common';
import type { QueryRunner } from 'typeorm';
import { DomainError } from '../errors/domain-error.js';
import { Connections } from './connections.js';
import { WorkContext, type OpenWork } from './work-context.js';

/** SQLite's and PostgreSQL's words for it. */
const diskFullCodes = new Set(['SQLITE_FULL', '53100']);

const isDiskFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && diskFullCodes.has(String(error.code));

const diskFull = (): DomainError =>
  new DomainError('disk_full', 'unavailable', 'The disk of the server is full. Free some space on it and try again.');

type AfterCommit = () => void | Promise<void>;

/** The only way to write: everything inside is kept together or not at all. */
@Injectable()
export class UnitOfWork {
  private readonly logger = new Logger(UnitOfWork.name);

  constructor(
    private readonly connections: Connections,
    private readonly context: WorkContext,
  ) {}

  /**
   * Runs `work` in a transaction; `Database.manager` belongs to it for its length. Inside another unit of work it
   * joins that one: a joined unit that fails takes the whole with it, even when the caller catches its error.
   *
   * Await nothing but the database in `work`: on SQLite every other writer waits meanwhile.
   *
   * @throws DomainError `database_busy` when the writer was not free for 30 s.
   */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const outer = this.context.current();
    if (outer) return this.join(outer, work);
    const { value, callbacks } = await this.connections.withWriter((runner) => this.transact(runner, work));
    for (const callback of callbacks) await this.callBack(callback);
    return value;
  }

  /**
   * Calls `callback` once the open unit of work is committed; a rollback drops it. What it throws is logged only, for
   * the rows are already kept.
   *
   * @throws Error when no unit of work is open.
   */
  afterCommit(callback: AfterCommit): void {
    const work = this.context.current();
    if (!work) throw new Error('afterCommit was called outside a unit of work.');
    work.afterCommit.push(callback);
  }

  private async join<T>(outer: OpenWork, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      outer.failure ??= { error };
      throw error;
    }
  }

  private async transact<T>(
    runner: QueryRunner,
    work: () => Promise<T>,
  ): Promise<{ value: T; callbacks: AfterCommit[] }> {
    await runner.startTransaction();
    const open: OpenWork = { manager: runner.manager, afterCommit: [], isOpen: true, failure: null };
    try {
      const value = await this.context.enter(open, work);
      if (open.failure) throw open.failure.error;
      open.isOpen = false;
      await runner.commitTransaction();
      return { value, callbacks: open.afterCommit };
    } catch (error) {
      open.isOpen = false;
      await this.rollBack(runner);
      throw isDiskFull(error) ? diskFull() : error;
    }
  }

  /** The first error is the one to tell; a rollback that fails too (the connection is gone) is only logged. */
  private async rollBack(runner: QueryRunner): Promise<void> {
    if (!runner.isTransactionActive) return;
    try {
      await runner.rollbackTransaction();
    } catch (error) {
      // SQLite has rolled back by itself where the disk was full.
      if (error instanceof Error && error.message.includes('no transaction is active')) return;
      this.logger.error('A rollback failed.', error instanceof Error ? error.stack : String(error));
    }
  }

  private async callBack(callback: AfterCommit): Promise<void> {
    try {
      await callback();
    } catch (error) {
      this.logger.error('A callback after a commit failed.', error instanceof Error ? error.stack : String(error));
    }
  }
}
