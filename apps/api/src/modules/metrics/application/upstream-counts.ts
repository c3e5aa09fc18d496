import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { UpstreamDayRepository } from '../persistence/upstream-day.repository.js';

/** What GitLab itself counted of a tool: kept beside our own figures, never mixed with them. */
@Injectable()
export class UpstreamCounts {
  constructor(
    private readonly days: UpstreamDayRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Days (UTC, `2026-11-21`) with their fetches; those of a day that is known already are replaced. */
  async keep(tool: string, days: readonly { readonly day: string; readonly fetches: number }[]): Promise<void> {
    const fetchedAt = this.clock.now().toISOString();
    await this.unitOfWork.run(() => this.days.keep(tool, days, fetchedAt));
  }
}
