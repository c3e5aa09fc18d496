import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock.js';
import { InvalidRequest } from '../../../../platform/errors/invalid-request.js';
import { scheduleProblems } from '../../domain/schedules/schedule-problems.js';
import { ScheduleTimes } from '../../domain/schedules/schedule-times.js';
import { wordsOf } from '../../domain/schedules/schedule-words.js';
import { BotSchedules } from '../../persistence/triggers/bot-schedules.js';

/** Tells when schedules come, before and after they are kept. */
@Injectable()
export class SchedulePreview {
  constructor(
    private readonly schedules: BotSchedules,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidRequest at `query.cron` and `query.timeZone` */
  next({ cron, timeZone, count }: { cron: string; timeZone: string; count: number }) {
    const problems = scheduleProblems(cron, timeZone);
    if (problems.length > 0) {
      throw new InvalidRequest(
        problems.map(({ field, message }) => ({ path: ['query', field], message, code: 'custom' })),
      );
    }
    const times = ScheduleTimes.of(cron, timeZone).list(this.clock.now().getTime(), count);
    return { times: times.map((time) => new Date(time).toISOString()), words: wordsOf(cron) };
  }

  /** The next time of each schedule, the earliest first. @param slugs only of these bots; null for all. */
  async upcoming(slugs: readonly string[] | null, limit: number) {
    return { items: await this.schedules.upcoming(slugs, limit) };
  }
}
