import { isMailAddress, type MailAddress } from './mail-address.js';

/** What a mail says; `text` is what every reader can show, `html` the same in better clothes. */
export interface MailContent {
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
}

/** A mail as it goes out. */
export interface OutgoingMail extends MailContent {
  /** Id of its row in the outbox. */
  readonly id: string;
  /** Without angle brackets; the same at every attempt. */
  readonly messageId: string;
  readonly to: MailAddress;
}

/** The mail was not taken. The message is shown to whoever may read the outbox: it must hold no secret. */
export class MailRefused extends Error {
  /** Whether the same mail would be refused again. */
  readonly permanent: boolean;

  constructor(message: string, reason: { readonly permanent: boolean; readonly cause?: unknown }) {
    super(message, { cause: reason.cause });
    this.name = 'MailRefused';
    this.permanent = reason.permanent;
  }
}

/** The way out of the house for mail. */
export abstract class MailTransport {
  /** What a mail is that was taken: on its way to its reader, or kept here to be looked at. */
  abstract readonly outcome: 'sent' | 'kept';

  /**
   * Resolves once the mail was taken: from then on it is another's to deliver.
   *
   * @param signal ends the attempt; it counts as one that may be made again.
   * @throws MailRefused when it was not.
   */
  abstract send(mail: OutgoingMail, signal?: AbortSignal): Promise<void>;
}

/** @throws MailRefused for good: an address that is none could smuggle commands to the mail server. */
export const requireAddress = (mail: OutgoingMail): void => {
  if (!isMailAddress(mail.to.address)) {
    throw new MailRefused('The address of the recipient is not usable.', { permanent: true });
  }
};
