import type { ToolSummary } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock.js';
import { Config } from '../../../../platform/config/config.js';
import type { ToolRecord } from '../../domain/tool-record.js';

/** A turn may come this much late, for the timer has others before it. */
const graceMs = 60_000;

/** How it stands with the sources of tools. */
@Injectable()
export class ToolFreshness {
  constructor(
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  of(tool: ToolRecord): ToolSummary['freshness'] {
    return { syncedAt: tool.syncedAt, stale: tool.source !== null && this.#isStale(tool) };
  }

  #isStale({ syncProblem, nextSyncAt }: ToolRecord): boolean {
    if (syncProblem !== null) return true;
    const longPast = this.config.catalog.syncEveryMs + graceMs;
    return nextSyncAt !== null && this.clock.now().getTime() - Date.parse(nextSyncAt) > longPast;
  }
}
