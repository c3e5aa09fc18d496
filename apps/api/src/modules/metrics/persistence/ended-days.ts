import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { Database } from '../../../platform/database/database.js';
import { MetricClaimEntity } from './metric-claim.entity.js';
import { MetricSaltEntity } from './metric-salt.entity.js';

/** What was kept for the length of a day only. */
@Injectable()
export class EndedDays {
  constructor(private readonly database: Database) {}

  async deleteBefore(day: string): Promise<void> {
    const { manager } = this.database;
    await manager.delete(MetricSaltEntity, { day: LessThan(day) });
    await manager.delete(MetricClaimEntity, { day: LessThan(day) });
  }
}
