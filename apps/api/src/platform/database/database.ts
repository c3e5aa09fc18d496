import { Injectable } from '@nestjs/common';
import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';
import { Connections } from './connections.js';
import { WorkContext } from './work-context.js';

/** Where repositories get their manager from. */
@Injectable()
export class Database {
  constructor(
    private readonly connections: Connections,
    private readonly context: WorkContext,
  ) {}

  /**
   * Inside a unit of work, its own manager. Outside, one that reads committed rows and whose every write fails in the
   * database itself. Ask for it at each use; do not keep it.
   */
  get manager(): EntityManager {
    return this.context.current()?.manager ?? this.connections.reader();
  }

  /**
   * Inserts a row whose unique key somebody else may have taken a moment ago.
   *
   * @throws the error that `taken` makes in that case. The unit of work is over then: PostgreSQL has given it up.
   */
  async insertUnique<Row extends ObjectLiteral>(
    entity: EntityTarget<Row>,
    row: QueryDeepPartialEntity<Row>,
    taken: () => Error,
  ): Promise<void> {
    try {
      await this.manager.insert(entity, row);
    } catch (error) {
      throw isUniqueViolation(error) ? taken() : error;
    }
  }

  /** Whether a unit of work is open here. */
  get isInUnitOfWork(): boolean {
    return this.context.current() !== null;
  }

  /** Which of the two databases this is, for the few statements that must differ. */
  get kind(): 'sqlite' | 'postgres' {
    return this.connections.writer.options.type === 'postgres' ? 'postgres' : 'sqlite';
  }
}

/** SQLite's and PostgreSQL's words for it. */
const isUniqueViolation = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  (error.code === '23505' || (error.code === 'SQLITE_CONSTRAINT' && error.message.includes('UNIQUE')));
