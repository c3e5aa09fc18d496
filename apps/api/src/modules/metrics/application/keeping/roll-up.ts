import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock.js';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { dayOf } from '../../domain/moments.js';
import { FigureWriter } from '../../persistence/figure-writer.js';

/** What was counted last on a day may be written a little later, and clocks of servers differ. */
const settlingMs = 60 * 60 * 1000;

/** Sums hours up to days, once a day is over. */
@Injectable()
export class RollUp {
  constructor(
    private readonly figures: FigureWriter,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Each day in a unit of work of its own; what another server does at the same time is done once. @returns the days. */
  async run(): Promise<string[]> {
    const before = dayOf(new Date(this.clock.now().getTime() - settlingMs));
    const days: string[] = [];
    for (;;) {
      const day = await this.unitOfWork.run(() => this.figures.rollUpNext(before));
      if (day === null) return days;
      days.push(day);
    }
  }
}
