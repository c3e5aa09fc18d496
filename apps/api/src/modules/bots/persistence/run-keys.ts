import { Injectable } from '@nestjs/common';
import { LessThan, MoreThanOrEqual } from 'typeorm';
import { Clock } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import { RunKeyEntity } from './run-key.entity.js';

const keptMs = 24 * 60 * 60 * 1000;

/** Which run an idempotency key was first used for, for 24 h. */
@Injectable()
export class RunKeys {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  find(scope: string, key: string): Promise<{ runId: string; fingerprint: string } | null> {
    const createdAt = MoreThanOrEqual(this.#oldest());
    return this.database.manager.findOneBy(RunKeyEntity, { scope, key, createdAt });
  }

  async keep(scope: string, key: string, runId: string, fingerprint: string): Promise<void> {
    const createdAt = this.clock.now().toISOString();
    // One that is too old to count may still be there.
    await this.database.manager.delete(RunKeyEntity, { scope, key });
    await this.database.manager.insert(RunKeyEntity, { scope, key, runId, fingerprint, createdAt });
  }

  async sweep(): Promise<void> {
    await this.database.manager.delete(RunKeyEntity, { createdAt: LessThan(this.#oldest()) });
  }

  #oldest(): string {
    return new Date(this.clock.now().getTime() - keptMs).toISOString();
  }
}
