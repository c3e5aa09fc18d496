import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock.js';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { plainRecoveryCode } from '../../domain/recovery-code.js';
import { hashSecret } from '../../domain/secret-text.js';
import { recoveryRefused } from '../../identity.errors.js';
import type { MemberEntity } from '../../persistence/member.entity.js';
import { RecoveryRepository } from '../../persistence/recovery.repository.js';
import { SessionDesk } from '../sessions/session-desk.js';
import type { Opening, OpenSession } from '../sessions/session-keeper.js';

type From = Pick<Opening, 'client' | 'replaces'>;

/** Lets a member back in, to add a new way in and to nothing else. */
@Injectable()
export class Recovery {
  constructor(
    private readonly recovery: RecoveryRepository,
    private readonly desk: SessionDesk,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `recovery_refused` */
  byCode(code: string, from: From): Promise<OpenSession> {
    const opening = { ...from, by: 'recovery', notice: 'A recovery code of yours was used.' };
    return this.enter(opening, () => this.recovery.takeCode(hashSecret(plainRecoveryCode(code))));
  }

  /** @throws DomainError `recovery_refused` */
  byLink(token: string, from: From): Promise<OpenSession> {
    const opening = { ...from, by: 'reset', notice: 'A reset link for your account was used.' };
    return this.enter(opening, () => this.recovery.takeLink(hashSecret(token), this.clock.now().toISOString()));
  }

  private enter(opening: Opening, take: () => Promise<MemberEntity | null>): Promise<OpenSession> {
    return this.unitOfWork.run(async () => {
      const member = await take();
      if (!member) throw recoveryRefused();
      return this.desk.open(member, { ...opening, enrolling: true });
    });
  }
}
