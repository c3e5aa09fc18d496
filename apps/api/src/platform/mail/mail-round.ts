import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../database/unit-of-work.js';
import { MailDelivery } from './mail-delivery.js';
import { Mails, type ClaimedMail } from './persistence/mails.js';

/** So many at once: mail servers commonly allow ten connections from one sender. */
const atOnce = 5;
/** Longer than any attempt takes, for the mail comes back to the others when it ends. */
const leaseMs = 3 * 60 * 1000;

/**
 * Sends what is due. A mail goes out at least once: a server that dies, or loses its database, between the mail
 * server's word that it took the mail and the row that says so will send it again. Both copies bear the same
 * Message-ID, by which mail programs show one.
 */
@Injectable()
export class MailRound {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly mails: Mails,
    private readonly delivery: MailDelivery,
  ) {}

  /** @returns how many were tried; 0 when none is due. */
  async run(signal: AbortSignal): Promise<number> {
    const claimed = await this.unitOfWork.run(() => this.mails.claimDue(atOnce, leaseMs));
    await Promise.all(claimed.map((mail) => this.send(mail, signal)));
    return claimed.length;
  }

  private async send(mail: ClaimedMail, signal: AbortSignal): Promise<void> {
    const outcome = await this.delivery.attempt(mail, signal);
    await this.unitOfWork.run(() => this.mails.settle(mail, outcome));
  }
}
