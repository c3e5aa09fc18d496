import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock.js';
import { Config } from '../../../../platform/config/config.js';
import { DomainError } from '../../../../platform/errors/domain-error.js';
import type { ToolRecord } from '../../domain/tool-record.js';

const shortestMs = 60_000;
const longestMs = 6 * 60 * 60_000;

/** When a source is asked again. */
@Injectable()
export class SyncPace {
  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  get now(): Date {
    return this.clock.now();
  }

  /** After it answered. */
  usual(now: Date): string {
    return later(now, this.config.catalog.syncEveryMs);
  }

  /**
   * After it did not answer: when it said, or once as much time has passed again as since it last answered. So it is asked
   * half as often each time, and at least every six hours.
   */
  after(now: Date, error: unknown, { syncedAt, createdAt }: Pick<ToolRecord, 'syncedAt' | 'createdAt'>): string {
    const told = error instanceof DomainError ? error.details?.['retryAfterSeconds'] : undefined;
    if (typeof told === 'number') return later(now, told * 1000);
    const silentMs = now.getTime() - Date.parse(syncedAt ?? createdAt);
    return later(now, Math.min(longestMs, Math.max(shortestMs, silentMs)));
  }
}

const later = (now: Date, ms: number): string => new Date(now.getTime() + ms).toISOString();
