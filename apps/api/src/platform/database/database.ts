import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
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

  /** Whether a unit of work is open here. */
  get isInUnitOfWork(): boolean {
    return this.context.current() !== null;
  }

  /** Which of the two databases this is, for the few statements that must differ. */
  get kind(): 'sqlite' | 'postgres' {
    return this.connections.writer.options.type === 'postgres' ? 'postgres' : 'sqlite';
  }
}
