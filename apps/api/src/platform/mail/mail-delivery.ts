import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { oneLine, oneLineName } from './mail-address.js';
import { backoffMs } from './mail-backoff.js';
import { MailKinds } from './mail-kinds.js';
import { MailSeals } from './mail-seals.js';
import { MailRefused, MailTransport, type MailContent, type OutgoingMail } from './mail-transport.js';
import type { ClaimedMail, MailOutcome } from './persistence/mails.js';

/** Links in mails live for three days at most: a mail that comes later is of no use. */
const giveUpAfterMs = 48 * 60 * 60 * 1000;
const notWritten = "The mail could not be written. The server's log says why.";
const notSent = "The mail could not be handed over. The server's log says why.";

/** Makes one attempt at one mail. */
@Injectable()
export class MailDelivery {
  private readonly logger = new Logger(MailDelivery.name);

  constructor(
    private readonly kinds: MailKinds,
    private readonly seals: MailSeals,
    private readonly transport: MailTransport,
    private readonly clock: Clock,
  ) {}

  /** Never throws: whatever goes wrong is an outcome. */
  async attempt(mail: ClaimedMail, signal: AbortSignal): Promise<MailOutcome> {
    let content: MailContent;
    try {
      content = await this.kinds.render(mail.kind, this.seals.openPayload(mail.id, mail.sealedPayload));
    } catch (error) {
      this.logFault(mail, error);
      return this.again(mail, null, notWritten);
    }
    const outgoing = outgoingOf(mail, content);
    try {
      await this.transport.send(outgoing, signal);
      return { state: this.transport.outcome, subject: outgoing.subject };
    } catch (error) {
      return this.refusal(mail, outgoing.subject, error);
    }
  }

  private refusal(mail: ClaimedMail, subject: string, error: unknown): MailOutcome {
    if (!(error instanceof MailRefused)) {
      this.logFault(mail, error);
      return this.again(mail, subject, notSent);
    }
    // Neither address nor subject: who is written to, and about what, is no matter of the log.
    this.logger.warn(`The mail ${mail.id} (${mail.kind}) was refused at attempt ${mail.attempt}: ${error.message}`);
    if (error.permanent) return { state: 'failed', subject, problem: error.message };
    return this.again(mail, subject, error.message);
  }

  private again(mail: ClaimedMail, subject: string | null, problem: string): MailOutcome {
    const ageMs = this.clock.now().getTime() - mail.createdAt.getTime();
    if (ageMs >= giveUpAfterMs) return { state: 'failed', subject, problem };
    return { state: 'waiting', subject, problem, afterMs: backoffMs(mail.attempt, Math.random()) };
  }

  private logFault(mail: ClaimedMail, error: unknown): void {
    const what = `The mail ${mail.id} (${mail.kind}) met a fault at attempt ${mail.attempt}.`;
    this.logger.error(what, error instanceof Error ? error.stack : String(error));
  }
}

const outgoingOf = (mail: ClaimedMail, content: MailContent): OutgoingMail => ({
  id: mail.id,
  messageId: mail.messageId,
  to: { name: oneLineName(mail.to.name), address: mail.to.address },
  subject: oneLine(content.subject),
  text: content.text,
  html: content.html,
});
