import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock.js';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import type { ForeignIdentity } from '../../domain/identity-provider.js';
import { oidcUnknown } from '../../identity.errors.js';
import { LinkedIdentityRepository } from '../../persistence/linked-identity.repository.js';
import { SessionDesk } from '../sessions/session-desk.js';
import type { Opening, OpenSession } from '../sessions/session-keeper.js';

/** Signing in with an account at another provider that its member has linked. */
@Injectable()
export class OidcSignIn {
  constructor(
    private readonly identities: LinkedIdentityRepository,
    private readonly desk: SessionDesk,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `oidc_unknown` for an account that nobody linked, whatever e-mail address it has. */
  enter({ issuer, subject }: ForeignIdentity, from: Pick<Opening, 'client' | 'replaces'>): Promise<OpenSession> {
    return this.unitOfWork.run(async () => {
      const identity = await this.identities.findBy(issuer, subject);
      if (!identity) throw oidcUnknown();
      await this.identities.noteUse(identity.id, this.clock.now().toISOString());
      return this.desk.open(identity.member, { by: 'oidc', ...from });
    });
  }
}
