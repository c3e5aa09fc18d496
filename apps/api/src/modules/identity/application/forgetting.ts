import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { forgottenAfterMs } from '../domain/sign-in-delay.js';
import { ExpiryRepository } from '../persistence/expiry.repository.js';

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
      await this.expiry.deleteFailuresBefore(new Date(now.getTime() - forgottenAfterMs).toISOString());
    });
  }
}
