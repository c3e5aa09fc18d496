import type { Run, RunStatus } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { In, LessThan } from 'typeorm';
import { Database } from '../../../platform/database/database.js';
import { decodeCursor } from '../../../platform/paging/cursor.js';
import { cutPage } from '../../../platform/paging/page.js';
import { RunEntity } from './run.entity.js';
import { presentRun } from './run-row.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Small enough for an integer of either database. */
const runNumber = /^[1-9]\d{0,8}$/;

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
        ...chosenBy(query),
        ...(query.cursor && { id: LessThan(decodeCursor(query.cursor, uuid)) }),
        ...(query.slugs && { botSlug: In([...query.slugs]) }),
      },
      order: { id: 'DESC' },
      take: query.limit + 1,
    });
    return cutPage(rows, query.limit, (row) => row.id, presentRun);
  }

  /** Of one bot, by the index of its runs' numbers; a cursor of this list is such a number. */
  async ofBot(botId: string, query: Omit<RunListQuery, 'slugs'>) {
    const rows = await this.database.manager.find(RunEntity, {
      where: {
        ...chosenBy(query),
        ...(query.cursor && { number: LessThan(Number(decodeCursor(query.cursor, runNumber))) }),
        botId,
      },
      order: { number: 'DESC' },
      take: query.limit + 1,
    });
    return cutPage(rows, query.limit, (row) => String(row.number), presentRun);
  }
}

const chosenBy = ({ status, trigger }: Pick<RunListQuery, 'status' | 'trigger'>) => ({
  ...(status && { status }),
  ...(trigger && { triggerKind: trigger }),
});
