import { Injectable } from '@nestjs/common';
import { Config } from '../../../platform/config/config.js';
import { ThrottleStore } from '../../../platform/throttle/throttle-store.js';
import { tooManyRequests } from '../../../platform/throttle/too-many-requests.js';

const windowMs = 60_000;

/** A save is more work than other requests by far, so they are counted apart, for each member or token. */
@Injectable()
export class SaveThrottle {
  constructor(
    private readonly config: Config,
    private readonly store: ThrottleStore,
  ) {}

  /** @throws DomainError `too_many_requests` */
  async count(who: string): Promise<void> {
    const { isBlocked, timeToBlockExpire } = await this.store.increment(
      `saves:${who}`,
      windowMs,
      this.config.limits.saves,
    );
    if (isBlocked) throw tooManyRequests(timeToBlockExpire);
  }
}
