import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database.js';
import { StepUpEntity } from './step-up.entity.js';

export type StepUpKey = Pick<StepUpEntity, 'sessionId' | 'action' | 'target'>;

@Injectable()
export class StepUpRepository {
  constructor(private readonly database: Database) {}

  /** The act stands open, or does again, until `expiresAt`. */
  async open(act: StepUpKey, expiresAt: string): Promise<void> {
    await this.database.manager.upsert(StepUpEntity, { ...act, expiresAt }, ['sessionId', 'action', 'target']);
  }

  async isOpen(act: StepUpKey, now: string): Promise<boolean> {
    const found = await this.database.manager.findOneBy(StepUpEntity, act);
    return found !== null && found.expiresAt > now;
  }
}
