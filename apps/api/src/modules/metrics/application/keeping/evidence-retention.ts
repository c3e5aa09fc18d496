import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock.js';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { dayAfter, dayOf, hoursKeptDays } from '../../domain/moments.js';
import { EventRepository } from '../../persistence/event.repository.js';
import { FigureWriter } from '../../persistence/figure-writer.js';

/** Deletes events and hours after their time: days and months hold what they made. */
@Injectable()
export class EvidenceRetention {
  constructor(
    private readonly events: EventRepository,
    private readonly figures: FigureWriter,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** A day in each unit of work, so that others have their turn. Days that are not rolled up stay. */
  async run(): Promise<void> {
    const oldestKept = dayAfter(dayOf(this.clock.now()), -hoursKeptDays);
    for (let isMore = true; isMore;) isMore = await this.unitOfWork.run(() => this.#deleteDay(oldestKept));
  }

  async #deleteDay(oldestKept: string): Promise<boolean> {
    const rolledUpTo = await this.figures.hold();
    const day = await this.events.firstDay();
    if (day === null || day >= oldestKept || day > rolledUpTo) return false;
    await this.events.deleteBefore(dayAfter(day));
    await this.figures.deleteHoursBefore(dayAfter(day));
    return true;
  }
}
