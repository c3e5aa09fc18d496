import { Injectable } from '@nestjs/common';
import type { Actor } from '@bothy/contracts';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { EventBus } from '../../../platform/events/event-bus.js';
import { AuditTrail } from '../../audit/index.js';
import '../identity.events.js';

export interface Deed {
  readonly actor: Actor;
  readonly memberId: string;
  readonly action: string;
  /** What it was done to; the actor, for acts on oneself, may be left out. */
  readonly target?: { readonly kind: string; readonly id: string; readonly name: string };
  readonly details?: Record<string, unknown>;
}

/** Writes what happened to members, sessions and tokens into the audit trail, and tells open streams once it is kept. */
@Injectable()
export class IdentityJournal {
  constructor(
    private readonly audit: AuditTrail,
    private readonly events: EventBus,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Does `work` and writes it down, both or neither. */
  record<T>(deed: Deed, work: () => Promise<T>): Promise<T> {
    return this.unitOfWork.run(async () => {
      const done = await work();
      await this.write(deed);
      return done;
    });
  }

  /** Call it inside a unit of work. */
  async write({ actor, memberId, action, target, details }: Deed): Promise<void> {
    await this.audit.append({ actor, action, target: target ?? null, details: details ?? {} });
    this.unitOfWork.afterCommit(() => this.events.publish('identity.changed', { memberId }));
  }
}
