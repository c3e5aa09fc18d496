import { metricNames } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { In, Not } from 'typeorm';
import { Database } from '../../../platform/database/database.js';
import { MetricDayPartEntity } from './metric-day-part.entity.js';

@Injectable()
export class ReferrerRepository {
  constructor(private readonly database: Database) {}

  /** Of a tool on a day, whatever was counted by them. */
  async of(day: string, tool: string, limit: number): Promise<string[]> {
    const rows = await this.database.manager.find(MetricDayPartEntity, {
      where: { metric: In([...metricNames]), part: 'referrer', period: day, tool, key: Not('') },
      select: { metric: true, part: true, period: true, tool: true, key: true },
      take: limit,
    });
    return rows.map(({ key }) => key);
  }
}
