import type { Provider } from '@nestjs/common';
import { Config } from '../config/config.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { KeptTransport } from './kept-transport.js';
import { MailFrom } from './mail-address.js';
import { MailDelivery } from './mail-delivery.js';
import { MailFigures } from './mail-figures.js';
import { MailKinds } from './mail-kinds.js';
import { MailRound } from './mail-round.js';
import { MailSeals } from './mail-seals.js';
import { MailSenderJob } from './mail-sender.job.js';
import { MailSweepJob } from './mail-sweep.job.js';
import { MailTransport } from './mail-transport.js';
import { Outbox } from './outbox.js';
import { Mails } from './persistence/mails.js';
import { SealedMails } from './persistence/sealed-mails.js';

/** The mail library is loaded only where there is a mail server. */
const openTransport = async (
  config: Config,
  from: MailFrom,
  unitOfWork: UnitOfWork,
  mails: Mails,
  seals: MailSeals,
): Promise<MailTransport> => {
  if (config.smtpUrl === null) return new KeptTransport(unitOfWork, mails, seals);
  const { SmtpTransport } = await import('./smtp-transport.js');
  return new SmtpTransport(config.smtpUrl, from);
};

/** What modules ask for. */
export const mailRoles: Provider[] = [Outbox, MailKinds];

/** What makes it work. */
export const mailProviders: Provider[] = [
  { provide: MailFrom, useFactory: (config: Config) => MailFrom.of(config.mailFrom), inject: [Config] },
  {
    provide: MailTransport,
    useFactory: openTransport,
    inject: [Config, MailFrom, UnitOfWork, Mails, MailSeals],
  },
  MailSeals,
  Mails,
  SealedMails,
  MailDelivery,
  MailRound,
  MailFigures,
  MailSenderJob,
  MailSweepJob,
];
