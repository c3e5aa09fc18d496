import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock.js';
import type { Principal } from '../../../../platform/http/principal.js';
import { membersOnly, passkeyRequired, signInAgain, stepUpRequired } from '../../identity.errors.js';
import { PasskeyRepository } from '../../persistence/passkey.repository.js';
import type { SessionEntity } from '../../persistence/session.entity.js';
import { SessionRepository } from '../../persistence/session.repository.js';
import { StepUpRepository } from '../../persistence/step-up.repository.js';

const withinMinutes = 15;

/** Knows whether a member has shown that they are there: for acts that a stolen page must not be able to do. */
@Injectable()
export class Presence {
  constructor(
    private readonly stepUps: StepUpRepository,
    private readonly passkeys: PasskeyRepository,
    private readonly sessions: SessionRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * @param target empty where the act's route names nothing.
   * @throws DomainError `step_up_required`, `passkey_required`, `members_only`
   */
  async requireStepUp(principal: Principal, action: string, target: string): Promise<void> {
    if (await this.isOpen(principal, action, target)) return;
    if (!(await this.hasPasskey(principal))) throw passkeyRequired();
    throw stepUpRequired(action, target);
  }

  /**
   * By a passkey, where there is one: a phished password must not be enough to put another key beside it. Having come
   * in by it, or made it, a short while ago will do.
   *
   * @throws DomainError `step_up_required`, `sign_in_again`, `members_only`
   */
  async requireConfirmed(principal: Principal, action: string): Promise<void> {
    if (principal.enrolling || (await this.isOpen(principal, action, ''))) return;
    const session = await this.sessionOf(principal);
    if (this.isRecent(session?.passkeyAt)) return;
    if (await this.hasPasskey(principal)) throw stepUpRequired(action, '');
    if (!this.isRecent(session?.signedInAt)) throw signInAgain(withinMinutes);
  }

  /** @throws DomainError `sign_in_again`, `members_only` */
  async requireRecentSignIn(principal: Principal): Promise<void> {
    const session = await this.sessionOf(principal);
    if (!this.isRecent(session?.signedInAt)) throw signInAgain(withinMinutes);
  }

  private sessionOf({ sessionId }: Principal): Promise<SessionEntity | null> {
    if (sessionId === null) throw membersOnly();
    return this.sessions.findLive(sessionId, this.clock.now());
  }

  private isRecent(instant: string | null | undefined): boolean {
    if (!instant) return false;
    return this.clock.now().getTime() - Date.parse(instant) <= withinMinutes * 60_000;
  }

  private isOpen({ sessionId }: Principal, action: string, target: string): Promise<boolean> {
    if (sessionId === null) throw membersOnly();
    return this.stepUps.isOpen({ sessionId, action, target }, this.clock.now().toISOString());
  }

  private async hasPasskey({ memberId }: Principal): Promise<boolean> {
    return (await this.passkeys.countOf(memberId)) > 0;
  }
}
