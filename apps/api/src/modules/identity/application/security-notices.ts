import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { Config } from '../../../platform/config/config.js';
import { isMailAddress } from '../../../platform/mail/mail-address.js';
import { MailKinds } from '../../../platform/mail/mail-kinds.js';
import { Outbox } from '../../../platform/mail/outbox.js';
import { instantWords } from '../domain/instant-words.js';
import type { MemberEntity } from '../persistence/member.entity.js';

const kind = 'identity.security-notice';

/** Tells members by mail when the ways into their account change, so that it does not happen behind their back. */
@Injectable()
export class SecurityNotices implements OnModuleInit {
  private readonly logger = new Logger(SecurityNotices.name);

  constructor(
    private readonly config: Config,
    private readonly outbox: Outbox,
    private readonly kinds: MailKinds,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.kinds.add(kind, ({ name, what, at }) => ({
      subject: 'Your Bothy account was changed',
      text: [
        `Hello ${String(name)},`,
        `${String(what)} (${instantWords(String(at))})`,
        `If that was not you, tell an admin of ${this.config.publicUrl} at once.`,
        `Your ways in and your sessions: ${this.config.publicUrl}/settings/security`,
      ].join('\n\n'),
    }));
  }

  /** Inside the unit of work of the change. @param what one sentence, for example "A passkey was added." */
  async put({ name, email }: Pick<MemberEntity, 'name' | 'email'>, what: string): Promise<void> {
    // A notice that cannot be addressed must not undo what it speaks of.
    if (!isMailAddress(email)) {
      this.logger.warn('A member has an address that takes no mail: a notice was not written.');
      return;
    }
    const at = this.clock.now().toISOString();
    await this.outbox.put({ kind, to: { name, address: email }, payload: { name, what, at } });
  }
}
