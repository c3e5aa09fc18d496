import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import type { Principal } from '../../../platform/http/principal.js';
import { newRecoveryCode, plainRecoveryCode, recoveryCodeCount } from '../domain/recovery-code.js';
import { hashSecret } from '../domain/secret-text.js';
import { RecoveryRepository } from '../persistence/recovery.repository.js';
import { IdentityJournal } from './identity-journal.js';

/** Makes the codes that let a member back in who lost every key. */
@Injectable()
export class RecoveryCodes {
  constructor(
    private readonly recovery: RecoveryRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly journal: IdentityJournal,
  ) {}

  /** Ten new codes; those so far end. They are not kept, only their hashes. */
  async renew({ actor, memberId }: Principal): Promise<string[]> {
    const codes = Array.from({ length: recoveryCodeCount }, newRecoveryCode);
    await this.unitOfWork.run(async () => {
      await this.recovery.replaceCodes(
        memberId,
        codes.map((code) => hashSecret(plainRecoveryCode(code))),
      );
      await this.journal.write({ actor, memberId, action: 'recovery-codes.made' });
    });
    return codes;
  }

  /** As {@link renew}, for a member who has none; null for one who has. Call it inside a unit of work. */
  async makeFirst(principal: Principal): Promise<string[] | null> {
    return (await this.recovery.countCodes(principal.memberId)) > 0 ? null : this.renew(principal);
  }
}
