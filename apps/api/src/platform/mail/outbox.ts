import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../database/unit-of-work.js';
import { EventBus } from '../events/event-bus.js';
import { isMailAddress, type MailAddress } from './mail-address.js';
import type { MailPayload } from './mail-kinds.js';
import { badMailAddress } from './mail.errors.js';
import { Mails } from './persistence/mails.js';

declare module '../events/event-bus.js' {
  interface EventMap {
    /** A mail was put into the outbox and committed. */
    'mail.waiting': Record<string, never>;
  }
}

export interface MailOrder {
  /** As added to `MailKinds`. */
  readonly kind: string;
  readonly to: MailAddress;
  /** What the kind needs to write the mail, as JSON; sealed at rest, and gone once the mail is. */
  readonly payload: MailPayload;
  /** Of several orders with one key only the first counts, for as long as its mail is remembered (30 days). */
  readonly dedupeKey?: string;
}

/** Where mails are put. They go out after the commit, at least once; a rollback takes them along. */
@Injectable()
export class Outbox {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly mails: Mails,
    private readonly events: EventBus,
  ) {}

  /**
   * Call it in the unit of work of the deed that the mail speaks of.
   *
   * @throws DomainError `bad_mail_address`; Error outside a unit of work.
   */
  async put(order: MailOrder): Promise<void> {
    if (!isMailAddress(order.to.address)) throw badMailAddress();
    this.unitOfWork.afterCommit(() => this.events.publish('mail.waiting', {}));
    await this.mails.insert(order);
  }
}
