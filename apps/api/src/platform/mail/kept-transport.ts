import { UnitOfWork } from '../database/unit-of-work.js';
import { MailSeals } from './mail-seals.js';
import { MailTransport, requireAddress, type OutgoingMail } from './mail-transport.js';
import { Mails } from './persistence/mails.js';

/** Where no mail server is configured: mails stay in the outbox, sealed, and the page shows what would have gone out. */
export class KeptTransport extends MailTransport {
  readonly outcome = 'kept';

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly mails: Mails,
    private readonly seals: MailSeals,
  ) {
    super();
  }

  async send(mail: OutgoingMail): Promise<void> {
    requireAddress(mail);
    const sealed = this.seals.sealContent(mail.id, mail);
    await this.unitOfWork.run(() => this.mails.keepContent(mail.id, sealed));
  }
}
