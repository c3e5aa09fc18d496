import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { InvalidRequest } from '../../../../platform/errors/invalid-request.js';
import type { MemberEntity } from '../../persistence/member.entity.js';
import { PasswordCheck } from './password-check.js';
import { SignInDelays } from './sign-in-delays.js';

/** Asks for the password so far, and is as slow to be guessed at as a sign-in. */
@Injectable()
export class CurrentPassword {
  constructor(
    private readonly check: PasswordCheck,
    private readonly delays: SignInDelays,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** @throws InvalidRequest at the field `current`; DomainError `too_many_requests` */
  async require({ email }: MemberEntity, given: string | undefined, address: string): Promise<void> {
    if (given === undefined) throw wrong('Type your password so far.');
    await this.delays.begin(email, address);
    if (await this.check.memberOf(email, given))
      return this.unitOfWork.run(() => this.delays.succeeded(email, address));
    throw wrong('This is not your password so far.');
  }
}

const wrong = (message: string) =>
  new InvalidRequest([{ path: ['current'], message, code: 'wrong_password' }], message);
