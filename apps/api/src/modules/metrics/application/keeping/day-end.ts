import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock.js';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { dayAfter, dayOf } from '../../domain/moments.js';
import { EndedDays } from '../../persistence/ended-days.js';
import { DaySalt } from '../visitors/day-salt.js';

/** Forgets who took what, and the salts by which it could be found out, once their day is over. */
@Injectable()
export class DayEnd {
  constructor(
    private readonly kept: EndedDays,
    private readonly salt: DaySalt,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    const today = dayOf(this.clock.now());
    this.salt.forget(dayAfter(today, -1));
    await this.unitOfWork.run(() => this.kept.deleteBefore(today));
  }
}
