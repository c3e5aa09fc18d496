import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock.js';
import { Config } from '../../../../platform/config/config.js';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { networkOf } from '../../../../platform/throttle/network-of.js';
import { tooManyRequests } from '../../../../platform/throttle/too-many-requests.js';
import { withFailure, withoutFailure, type DelayRule, type Failures } from '../../domain/sign-in-delay.js';
import { SignInFailureRepository } from '../../persistence/sign-in-failure.repository.js';

const minuteMs = 60_000;

interface Watched {
  readonly key: string;
  readonly rule: DelayRule;
}

/**
 * Makes guessing slow, by account, by address, and by the two together. What is kept lies in the database: a restart
 * forgives nothing, and several servers count together. An account on its own waits a minute at most: whoever
 * mistypes someone's password from everywhere must not lock them out.
 */
@Injectable()
export class SignInDelays {
  constructor(
    private readonly config: Config,
    private readonly failures: SignInFailureRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * Counts a try as failed before it is made: of many at once each sees those before it. {@link succeeded} takes it back.
   *
   * @throws DomainError `too_many_requests` while one of the three has to wait. Nothing was counted then.
   */
  async begin(account: string, address: string): Promise<void> {
    const watched = this.watched(account, address);
    await this.unitOfWork.run(async () => {
      const now = this.clock.now();
      const before = await this.failures.lock(watched.map(({ key }) => key));
      requireOpen([...before.values()], now);
      for (const { key, rule } of watched)
        await this.failures.put({ key, ...withFailure(before.get(key) ?? null, rule, now) });
    });
  }

  /** Inside the unit of work of what was opened. Others' failures on the account or address stay. */
  async succeeded(account: string, address: string): Promise<void> {
    const [both, ...rest] = this.watched(account, address).map(({ key }) => key);
    const before = await this.failures.lock(rest);
    const now = this.clock.now();
    for (const [key, failures] of before) await this.failures.put({ key, ...withoutFailure(failures, now) });
    if (both !== undefined) await this.failures.delete(both);
  }

  private watched(account: string, address: string): [Watched, Watched, Watched] {
    const free = this.config.limits.signIn;
    const network = networkOf(address);
    return [
      { key: keyOf('both', account, network), rule: { free, firstMs: minuteMs, mostMs: 15 * minuteMs } },
      { key: keyOf('address', network), rule: { free: free * 3, firstMs: minuteMs, mostMs: 15 * minuteMs } },
      { key: keyOf('account', account), rule: { free: free * 5, firstMs: 1000, mostMs: minuteMs } },
    ];
  }
}

const requireOpen = (kept: readonly Failures[], now: Date): void => {
  const until = Math.max(0, ...kept.map(({ blockedUntil }) => Date.parse(blockedUntil)));
  if (until > now.getTime()) throw tooManyRequests(Math.ceil((until - now.getTime()) / 1000));
};

const keyOf = (...parts: string[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex');
