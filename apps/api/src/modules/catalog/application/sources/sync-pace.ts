import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock.js';
import { Config } from '../../../../platform/config/config.js';
import { DomainError } from '../../../../platform/errors/domain-error.js';
import type { ToolRecord } from '../../domain/tool-record.js';

type Tried = Pick<ToolRecord, 'id' | 'syncedAt' | 'triedAt' | 'updatedAt'>;

const shortestMs = 60_000;
const longestMs = 6 * 60 * 60_000;

/** When a source is asked again. */
@Injectable()
export class SyncPace {
  /** By tool: until when its source said that it is to be let be. Other servers, and this one after a restart, ask once. */
  readonly #told = new Map<string, string>();

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
  after(now: Date, error: unknown, { id, syncedAt, triedAt, updatedAt }: Tried): string {
    const told = error instanceof DomainError ? error.details?.['retryAfterSeconds'] : undefined;
    this.#told.delete(id);
    if (typeof told === 'number') {
      const until = later(now, told * 1000);
      this.#told.set(id, until);
      return until;
    }
    // A source that is new is as old as the edit that brought it, however old the tool is.
    const silentMs = (syncedAt ?? triedAt) ? now.getTime() - Date.parse(syncedAt ?? updatedAt) : 0;
    return later(now, Math.min(longestMs, Math.max(shortestMs, silentMs)));
  }

  /** Whether the source said when it wants to be asked again, and that is not yet: only the timer and people ask it. */
  isToBeLetBe({ id, syncProblem, nextSyncAt }: ToolRecord): boolean {
    if (syncProblem === null || nextSyncAt === null || this.#told.get(id) !== nextSyncAt) return false;
    return Date.parse(nextSyncAt) > this.now.getTime();
  }
}

const later = (now: Date, ms: number): string => new Date(now.getTime() + ms).toISOString();
