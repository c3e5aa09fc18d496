import type { AuditEntry } from '@bothy/contracts';
import { Controller, Query } from '@nestjs/common';
import { DomainError } from '../../../platform/errors/domain-error.js';
import { Route } from '../../../platform/http/route.decorator.js';
import { AuditEntries, type PlacedRecord } from '../persistence/audit-entries.js';

interface PageQuery {
  readonly limit: number;
  readonly cursor?: string;
}

@Controller()
export class AuditController {
  constructor(private readonly entries: AuditEntries) {}

  @Route('listAudit')
  async list(@Query() query: PageQuery): Promise<{ items: AuditEntry[]; nextCursor: string | null }> {
    const found = await this.entries.findBefore(positionIn(query.cursor), query.limit + 1);
    const shown = found.slice(0, query.limit);
    const last = shown.at(-1);
    return {
      items: shown.map(entryOf),
      nextCursor: found.length > query.limit && last ? String(last.position) : null,
    };
  }
}

const positionIn = (cursor: string | undefined): number | null => {
  if (cursor === undefined) return null;
  if (/^\d{1,9}$/.test(cursor)) return Number(cursor);
  throw new DomainError('bad_cursor', 'invalid', 'The cursor is not one of this list.');
};

const entryOf = ({ record }: PlacedRecord): AuditEntry => ({
  id: record.id,
  at: record.at,
  actor: record.actor,
  action: record.action,
  target: record.target,
  details: record.details,
  hash: record.hash,
});
