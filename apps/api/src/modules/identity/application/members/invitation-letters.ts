import { Injectable, type OnModuleInit } from '@nestjs/common';
import { instantWords } from '../../domain/instant-words.js';
import { Config } from '../../../../platform/config/config.js';
import { MailKinds } from '../../../../platform/mail/mail-kinds.js';
import { Outbox } from '../../../../platform/mail/outbox.js';

const kind = 'identity.invitation';

/** Writes to those who are invited. */
@Injectable()
export class InvitationLetters implements OnModuleInit {
  constructor(
    private readonly config: Config,
    private readonly outbox: Outbox,
    private readonly kinds: MailKinds,
  ) {}

  onModuleInit(): void {
    this.kinds.add(kind, ({ name, by, link, expiresAt }) => ({
      subject: `${String(by)} invites you to Bothy`,
      text: [
        `Hello${name === null ? '' : ` ${String(name)}`},`,
        `${String(by)} invites you to join the team on ${this.config.publicUrl}.`,
        `Open this link to accept; it works once, until ${instantWords(String(expiresAt))}:`,
        String(link),
        'If you do not know what this is about, do nothing.',
      ].join('\n\n'),
    }));
  }

  /** The token stands in the fragment, which no server and no log ever sees. */
  linkOf(token: string): string {
    return `${this.config.publicUrl}/join#token=${token}`;
  }

  /** Inside the unit of work of the invitation. */
  async put(to: { address: string; name: string | null }, about: { by: string; link: string; expiresAt: string }) {
    const { address, name } = to;
    await this.outbox.put({ kind, to: { address, name: name ?? '' }, payload: { name, ...about } });
  }
}
