import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { auditExportFormats, type AuditExportFormat } from '../domain/audit-export-format.js';
import type { AuditFilter } from '../domain/audit-filter.js';
import type { AuditActor } from '../domain/audit-record.js';
import { AuditEntries } from '../persistence/audit-entries.js';
import { AuditTrail } from './audit-trail.js';

const batch = 500;

/** Gives the trail away as a file, the oldest first, in small pieces: memory does not grow with its length. */
@Injectable()
export class AuditExport {
  constructor(
    private readonly entries: AuditEntries,
    private readonly trail: AuditTrail,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Writes down that `actor` takes the trail away. @returns the pieces; the last entry in them may be this one. */
  async begin(actor: AuditActor, format: AuditExportFormat, filter: AuditFilter): Promise<AsyncGenerator<Buffer>> {
    const set = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== null));
    const details = { format, ...(Object.keys(set).length > 0 && { filter: set }) };
    const act = { actor, action: 'audit.exported', target: null, details };
    const upTo = await this.unitOfWork.run(async () => {
      await this.trail.append(act);
      return (await this.entries.lockHead()).position;
    });
    return this.pieces(format, filter, upTo);
  }

  private async *pieces(format: AuditExportFormat, filter: AuditFilter, upTo: number): AsyncGenerator<Buffer> {
    const { head, line } = auditExportFormats[format];
    if (head !== '') yield Buffer.from(head);
    let after = 0;
    for (;;) {
      const found = await this.entries.findBetween(after, upTo, batch, filter);
      const last = found.at(-1);
      if (!last) return;
      yield Buffer.from(found.map(line).join(''));
      after = last.position;
    }
  }
}
