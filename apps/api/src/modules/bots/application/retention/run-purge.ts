import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock.js';
import type { Principal } from '../../../../platform/http/principal.js';
import { botNotFound } from '../../bots.errors.js';
import { BotRepository } from '../../persistence/bot.repository.js';
import { KeptRuns } from '../../persistence/keeping/kept-runs.js';
import { RunRemoval } from './run-removal.js';

const dayMs = 24 * 60 * 60 * 1000;
const atOnce = 200;
/** Whatever has ended, even by the clock of a runner that is ahead of ours. */
const endOfTime = '9999-12-31T23:59:59.999Z';

export interface PurgeOrder {
  readonly ids?: readonly string[];
  /** Slug. */
  readonly bot?: string;
  readonly olderThanDays: number;
}

/** Deletes finished runs on somebody's word; those that are not finished are left. */
@Injectable()
export class RunPurge {
  constructor(
    private readonly runs: KeptRuns,
    private readonly bots: BotRepository,
    private readonly removal: RunRemoval,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns how many were deleted.
   * @throws DomainError `bot_not_found`
   */
  async purge({ ids, bot, olderThanDays }: PurgeOrder, { actor, botScopes }: Principal): Promise<number> {
    const instant = olderThanDays === 0 ? endOfTime : this.#daysAgo(olderThanDays);
    const cause = { actor, why: 'purge' } as const;
    if (ids) return this.removal.remove(await this.runs.endedAmong([...new Set(ids)], botScopes, instant), cause);
    const row = await this.bots.find(bot ?? '');
    if (!row) throw botNotFound(bot ?? '');
    let purged = 0;
    for (;;) {
      const found = await this.runs.endedBefore(row.id, instant, atOnce);
      const done = await this.removal.remove(found, cause);
      purged += done;
      if (found.length < atOnce || done === 0) return purged;
    }
  }

  #daysAgo(days: number): string {
    return new Date(this.clock.now().getTime() - days * dayMs).toISOString();
  }
}
