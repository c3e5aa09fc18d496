import type { Run, RunStatus } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { In, LessThan } from 'typeorm';
import { Database } from '../../../platform/database/database.js';
import { decodeCursor } from '../../../platform/paging/cursor.js';
import { cutPage } from '../../../platform/paging/page.js';
import { RunEntity } from './run.entity.js';
import { presentRun } from './run-row.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export interface RunListQuery {
  limit: number;
  cursor?: string;
  status?: RunStatus;
  trigger?: Run['trigger']['kind'];
  /** Only runs of these bots; null for all. */
  slugs: readonly string[] | null;
}

/** Lists of runs, the newest first. */
@Injectable()
export class RunPages {
  constructor(private readonly database: Database) {}

  async page(query: RunListQuery) {
    const rows = await this.database.manager.find(RunEntity, {
      where: {
        ...(query.cursor && { id: LessThan(decodeCursor(query.cursor, uuid)) }),
        ...(query.status && { status: query.status }),
        ...(query.trigger && { triggerKind: query.trigger }),
        ...(query.slugs && { botSlug: In([...query.slugs]) }),
      },
      order: { id: 'DESC' },
      take: query.limit + 1,
    });
    return cutPage(rows, query.limit, (row) => row.id, presentRun);
  }
}
