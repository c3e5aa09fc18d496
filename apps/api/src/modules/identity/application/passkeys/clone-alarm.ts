import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { house } from '../../domain/actor-of.js';
import type { PasskeyEntity } from '../../persistence/passkey.entity.js';
import { IdentityJournal } from '../identity-journal.js';
import { SecurityNotices } from '../security-notices.js';

/** Says so when a passkey's counter went back: a copy of the key is about. */
@Injectable()
export class CloneAlarm {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly journal: IdentityJournal,
    private readonly notices: SecurityNotices,
  ) {}

  async raise({ id, name, memberId, member }: PasskeyEntity): Promise<void> {
    await this.unitOfWork.run(async () => {
      await this.journal.write({
        actor: house,
        memberId,
        action: 'passkey.clone-suspected',
        target: { kind: 'passkey', id, name },
        details: { memberId },
      });
      const what = `Somebody used what looks like a copy of your passkey "${name}". It was refused; remove that passkey.`;
      await this.notices.put(member, what);
    });
  }
}
