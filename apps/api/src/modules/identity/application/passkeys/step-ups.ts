import { routes, type Route, type StepUpGrant } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { Clock } from '../../../../platform/clock/clock.js';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import type { Principal } from '../../../../platform/http/principal.js';
import { membersOnly, unknownAct } from '../../identity.errors.js';
import { StepUpRepository } from '../../persistence/step-up.repository.js';
import { Assertions } from './assertions.js';

const openForMs = 5 * 60 * 1000;
const acts = new Set(Object.values<Route>(routes).flatMap(({ stepUp, confirm }) => stepUp ?? confirm ?? []));

/** Opens single acts to members who have just shown that they are there. */
@Injectable()
export class StepUps {
  constructor(
    private readonly assertions: Assertions,
    private readonly stepUps: StepUpRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `unknown_act`, `passkey_required` */
  options(principal: Principal, action: string, target: string | undefined) {
    if (!acts.has(action)) throw unknownAct();
    const { sessionId } = sessionOf(principal);
    return this.assertions.askMember(principal.memberId, { purpose: 'step-up', sessionId, action, target });
  }

  /** @throws DomainError `passkey_refused` */
  async grant(principal: Principal, response: AuthenticationResponseJSON): Promise<StepUpGrant> {
    const by = sessionOf(principal);
    const { asked, keep } = await this.assertions.judge(response, 'step-up', by);
    const { action, target } = asked;
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + openForMs).toISOString();
    await this.unitOfWork.run(async () => {
      await keep(now);
      await this.stepUps.open({ sessionId: by.sessionId, action, target }, expiresAt);
    });
    return { action, target: target === '' ? null : target, expiresAt };
  }
}

const sessionOf = ({ sessionId, memberId }: Principal) => {
  if (sessionId === null) throw membersOnly();
  return { sessionId, memberId };
};
