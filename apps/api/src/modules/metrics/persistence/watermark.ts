import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database.js';
import { MetricWatermarkEntity } from './metric-watermark.entity.js';

const id = 1;

/** How far days are rolled up: the last day that is. */
@Injectable()
export class Watermark {
  constructor(private readonly database: Database) {}

  /** Within a unit of work: until it ends nobody else writes figures, on whatever server. */
  async hold(): Promise<string> {
    const { manager, kind, isInUnitOfWork } = this.database;
    if (!isInUnitOfWork) throw new Error('Figures were written outside a unit of work.');
    // SQLite has no row locks and needs none: a unit of work is alone there.
    const lock = kind === 'postgres' ? { lock: { mode: 'pessimistic_write' as const } } : {};
    return (await manager.findOneOrFail(MetricWatermarkEntity, { where: { id }, ...lock })).day;
  }

  async read(): Promise<string> {
    return (await this.database.manager.findOneByOrFail(MetricWatermarkEntity, { id })).day;
  }

  async set(day: string): Promise<void> {
    await this.database.manager.update(MetricWatermarkEntity, { id }, { day });
  }
}
