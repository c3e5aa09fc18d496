import type { AttemptRecord } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database.js';
import { RunAttemptEntity } from './run-attempt.entity.js';

/** The attempts of runs that have ended. */
@Injectable()
export class RunAttempts {
  constructor(private readonly database: Database) {}

  async keep(runId: string, attempt: AttemptRecord): Promise<void> {
    await this.database.manager.upsert(RunAttemptEntity, { runId, ...attempt }, ['runId', 'attempt']);
  }

  /** The first one first. */
  async of(runId: string): Promise<AttemptRecord[]> {
    const rows = await this.database.manager.find(RunAttemptEntity, { where: { runId }, order: { attempt: 'ASC' } });
    return rows.map(({ runId: _, run: __, ...attempt }) => attempt);
  }
}
