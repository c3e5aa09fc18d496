import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../../platform/http/principal.js';
import { newRecoveryCode, plainRecoveryCode, recoveryCodeCount } from '../../domain/recovery-code.js';
import { hashSecret } from '../../domain/secret-text.js';
import { RecoveryRepository } from '../../persistence/recovery.repository.js';
import { MemberActs } from '../members/member-acts.js';

/** Makes the codes that let a member back in who lost every key. */
@Injectable()
export class RecoveryCodes {
  constructor(
    private readonly recovery: RecoveryRepository,
    private readonly acts: MemberActs,
  ) {}

  /** Ten new codes; those so far end. They are not kept, only their hashes. */
  async renew({ actor, memberId }: Principal): Promise<string[]> {
    const codes = Array.from({ length: recoveryCodeCount }, newRecoveryCode);
    const hashes = codes.map((code) => hashSecret(plainRecoveryCode(code)));
    const act = { actor, action: 'recovery-codes.made', notice: 'Ten new recovery codes were made.' };
    await this.acts.on({ id: memberId }, act, () => this.recovery.replaceCodes(memberId, hashes));
    return codes;
  }

  /** As {@link renew}, for a member who has none; null for one who has. Call it inside a unit of work. */
  async makeFirst(principal: Principal): Promise<string[] | null> {
    return (await this.recovery.countCodes(principal.memberId)) > 0 ? null : this.renew(principal);
  }
}
