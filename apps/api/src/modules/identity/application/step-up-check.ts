import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import type { Principal } from '../../../platform/http/principal.js';
import { membersOnly, passkeyRequired, stepUpRequired } from '../identity.errors.js';
import { PasskeyRepository } from '../persistence/passkey.repository.js';
import { StepUpRepository } from '../persistence/step-up.repository.js';

/** Knows whether an act stands open to a session. */
@Injectable()
export class StepUpCheck {
  constructor(
    private readonly stepUps: StepUpRepository,
    private readonly passkeys: PasskeyRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * @param target empty where the act's route names nothing.
   * @throws DomainError `step_up_required`, `passkey_required`, `members_only`
   */
  async require({ sessionId, memberId }: Principal, action: string, target: string): Promise<void> {
    if (sessionId === null) throw membersOnly();
    const isOpen = await this.stepUps.isOpen({ sessionId, action, target }, this.clock.now().toISOString());
    if (isOpen) return;
    if ((await this.passkeys.countOf(memberId)) === 0) throw passkeyRequired();
    throw stepUpRequired(action, target);
  }
}
