import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../../platform/clock/clock.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { wellFormed } from '../domain/audit-filter.js';
import { hashOf, type AuditAct } from '../domain/audit-record.js';
import { AuditEntries } from '../persistence/audit-entries.js';
import { AuditAnchors } from './audit-anchors.js';

/** Writes down who did what, in the same transaction as the deed. */
@Injectable()
export class AuditTrail {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly entries: AuditEntries,
    private readonly anchors: AuditAnchors,
    private readonly clock: Clock,
  ) {}

  /** @throws Error outside a unit of work: an act must be kept with its record or not at all. */
  async append(act: AuditAct): Promise<void> {
    const head = await this.entries.lockHead();
    const { kind, id, name } = act.actor;
    const body = {
      id: uuidv7(),
      at: this.clock.now().toISOString(),
      // The hash must cover what comes back from the database, where half a surrogate pair does not exist …
      actor: { kind, id: wellFormed(id), name: wellFormed(name) },
      action: act.action,
      target: act.target && { kind: act.target.kind, id: act.target.id, name: act.target.name },
      // … nor do undefined and dates.
      details: JSON.parse(JSON.stringify(act.details)) as Record<string, unknown>,
      prevHash: head.hash,
    };
    const hash = hashOf(body);
    const position = head.position + 1;
    await this.entries.append({ position, record: { ...body, hash } });
    this.unitOfWork.afterCommit(() => this.anchors.note({ position, hash }));
  }
}
