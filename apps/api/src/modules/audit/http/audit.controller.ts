import type { AuditEntry, AuditQuery } from '@bothy/contracts';
import { Controller, Query } from '@nestjs/common';
import { Route } from '../../../platform/http/route.decorator.js';
import { decodeCursor } from '../../../platform/paging/cursor.js';
import { cutPage, type Page } from '../../../platform/paging/page.js';
import { AuditEntries } from '../persistence/audit-entries.js';
import type { PlacedRecord } from '../persistence/audit-entry-columns.js';
import { auditFilterOf } from './audit-filter-of.js';

@Controller()
export class AuditController {
  constructor(private readonly entries: AuditEntries) {}

  @Route('listAudit')
  async list(@Query() query: AuditQuery): Promise<Page<AuditEntry>> {
    const { cursor, limit } = query;
    const before = cursor === undefined ? null : Number(decodeCursor(cursor, /^\d{1,9}$/));
    const found = await this.entries.findBefore(before, limit + 1, auditFilterOf(query));
    return cutPage(found, limit, ({ position }) => String(position), entryOf);
  }
}

const entryOf = ({ record }: PlacedRecord): AuditEntry => ({
  id: record.id,
  at: record.at,
  actor: record.actor,
  action: record.action,
  target: record.target,
  details: record.details,
  hash: record.hash,
});
