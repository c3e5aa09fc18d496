import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import { hashOf, type AuditAct } from '../domain/audit-record.js';
import { AuditEntries } from '../persistence/audit-entries.js';

/** Writes down who did what, in the same transaction as the deed. */
@Injectable()
export class AuditTrail {
  constructor(
    private readonly database: Database,
    private readonly entries: AuditEntries,
    private readonly clock: Clock,
  ) {}

  /** @throws Error outside a unit of work: an act must be kept with its record or not at all. */
  async append(act: AuditAct): Promise<void> {
    if (!this.database.isInUnitOfWork) throw new Error('The audit trail was written outside a unit of work.');
    const head = await this.entries.lockHead();
    const { actor } = act;
    const body = {
      id: uuidv7(),
      at: this.clock.now().toISOString(),
      actor: { kind: actor.kind, id: actor.id, name: actor.name },
      action: act.action,
      target: act.target && { kind: act.target.kind, id: act.target.id, name: act.target.name },
      // The hash must cover what comes back from the database, where undefined and dates do not exist.
      details: JSON.parse(JSON.stringify(act.details)) as Record<string, unknown>,
      prevHash: head.hash,
    };
    await this.entries.append(head.position + 1, { ...body, hash: hashOf(body) });
  }
}
