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

  /** @throws DomainError `too_many_requests` when the address has shown too many bad credentials. */
  async check(address: string): Promise<void> {
    const seconds = await this.store.secondsBlocked(keyOf(address), this.config.limits.anonymous);
    if (seconds > 0) throw tooManyRequests(seconds);
  }

  async count(address: string): Promise<void> {
    await this.store.increment(keyOf(address), windowMs, this.config.limits.anonymous);
  }
}

const keyOf = (address: string): string => `refused:${networkOf(address)}`;
