import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock.js';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { forgottenAfterMs } from '../../domain/sign-in-delay.js';
import { ExpiryRepository } from '../../persistence/expiry.repository.js';

const dayMs = 24 * 60 * 60 * 1000;
/** So long one can see which token it was that ended. */
const endedTokensMs = 30 * dayMs;
/** So long a second use of a refresh token gives its thief away; later it is just unknown. */
const usedRefreshTokensMs = 7 * dayMs;

/** Forgets what has ended by itself: sessions, challenges, step-ups, invitations, reset links, old failures. */
@Injectable()
export class Forgetting {
  constructor(
    private readonly expiry: ExpiryRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    const now = this.clock.now();
    await this.unitOfWork.run(async () => {
      await this.expiry.deleteExpired(now.toISOString());
      const before = (ageMs: number) => new Date(now.getTime() - ageMs).toISOString();
      await this.expiry.deleteFailuresBefore(before(forgottenAfterMs));
      await this.expiry.deleteTokensEndedBefore(before(endedTokensMs));
      await this.expiry.deleteRefreshTokensUsedBefore(before(usedRefreshTokensMs));
    });
  }
}
