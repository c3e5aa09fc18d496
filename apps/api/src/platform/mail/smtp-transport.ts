import { createTransport, type SMTPSentMessageInfo, type Transporter } from 'nodemailer';
import type { MailFrom } from './mail-address.js';
import { MailTransport, requireAddress, type OutgoingMail } from './mail-transport.js';
import { refusalOf } from './smtp-refusal.js';
import { serverNameOf, smtpServerOf, type SmtpServer } from './smtp-server-of.js';

export interface SmtpTimes {
  readonly connectMs: number;
  /** How long the server may say nothing. */
  readonly silenceMs: number;
  /** The whole attempt, also with a server that answers a letter at a time. */
  readonly totalMs: number;
}

const defaultTimes: SmtpTimes = { connectMs: 10_000, silenceMs: 30_000, totalMs: 90_000 };

/** Hands mails to the mail server of `SMTP_URL`. */
export class SmtpTransport extends MailTransport {
  readonly outcome = 'sent';
  private readonly mailer: Transporter<SMTPSentMessageInfo>;
  private readonly secrets: readonly string[];

  /** @throws StartError when the address is not usable. */
  constructor(
    url: string,
    private readonly from: MailFrom,
    private readonly times: SmtpTimes = defaultTimes,
  ) {
    super();
    const server = smtpServerOf(url);
    this.secrets = server.login ? [server.login.pass] : [];
    this.mailer = createTransport(optionsOf(server, times));
  }

  async send(mail: OutgoingMail, signal?: AbortSignal): Promise<void> {
    requireAddress(mail);
    const limit = AbortSignal.timeout(this.times.totalMs);
    try {
      await this.mailer.sendMail({
        from: { name: this.from.name, address: this.from.address },
        to: { name: mail.to.name, address: mail.to.address },
        messageId: `<${mail.messageId}>`,
        subject: mail.subject,
        text: mail.text,
        ...(mail.html === undefined ? {} : { html: mail.html }),
        // RFC 3834: keeps out-of-office replies from answering a machine.
        headers: { 'Auto-Submitted': 'auto-generated' },
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
      });
    } catch (error) {
      throw refusalOf(error, this.secrets);
    }
  }
}

/** How the mail library is told to reach a server; the doctor asks in the same way. */
export const optionsOf = (server: SmtpServer, times: SmtpTimes) => ({
  host: server.host,
  port: server.port,
  secure: server.secure,
  requireTLS: server.requireTLS,
  ...(server.login ? { auth: server.login } : {}),
  // Said aloud, so that no variable of the process's environment switches it off.
  tls: { rejectUnauthorized: true, servername: serverNameOf(server.host) },
  connectionTimeout: times.connectMs,
  greetingTimeout: times.connectMs,
  dnsTimeout: times.connectMs,
  socketTimeout: times.silenceMs,
  // A mail's content is its text and nothing that a text could name.
  disableFileAccess: true,
  disableUrlAccess: true,
});
