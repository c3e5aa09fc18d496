import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { networkOf } from './network-of.js';
import { ThrottleStore } from './throttle-store.js';
import { tooManyRequests } from './too-many-requests.js';

const windowMs = 60_000;

/**
 * A request that brings a credential is not counted as anonymous, for many people and jobs may share one address.
 * Those whose credential is refused are counted here instead, so that guessing is no way around the limit.
 */
@Injectable()
export class RefusedCredentials {
  constructor(
    private readonly config: Config,
    private readonly store: ThrottleStore,
  ) {}

  /**
   * Only what is refused is counted and blocked: a job with an old token must not lock out its whole network.
   *
   * @throws DomainError `too_many_requests` when the address has shown too many bad credentials.
   */
  async count(address: string): Promise<void> {
    const { isBlocked, timeToBlockExpire } = await this.store.increment(
      keyOf(address),
      windowMs,
      this.config.limits.anonymous,
    );
    if (isBlocked) throw tooManyRequests(timeToBlockExpire);
  }
}

const keyOf = (address: string): string => `refused:${networkOf(address)}`;
