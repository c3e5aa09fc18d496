import type { Issue, ParamsSchema, Schedule } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock.js';
import { checkParams } from '../../domain/params.js';
import { scheduleProblems } from '../../domain/schedules/schedule-problems.js';
import { ScheduleTimes } from '../../domain/schedules/schedule-times.js';
import { BotSchedules, type KeptSchedule, type NewSchedule } from '../../persistence/triggers/bot-schedules.js';

/** A clock that was set back by more than this was wrong before: what fired by it does not count. */
const longestSetBackMs = 24 * 60 * 60 * 1000;

/** Keeps the schedules of bots beside their definitions, with the time that each comes next. */
@Injectable()
export class ScheduleKeeper {
  constructor(
    private readonly schedules: BotSchedules,
    private readonly clock: Clock,
  ) {}

  /** What is wrong with the schedules of a definition, at `schedules.<position>`. */
  check(schedules: readonly Schedule[], paramsSchema: ParamsSchema): Issue[] {
    return schedules.flatMap(({ cron, timeZone, params }, at) => {
      const place = ['schedules', at];
      const problems = scheduleProblems(cron, timeZone).map(({ field, message }) => ({
        path: [...place, field],
        message,
        code: 'custom',
      }));
      const { issues, secrets } = checkParams(paramsSchema, params, { required: true });
      // A definition is read by many, and its versions are kept.
      const readable = Object.keys(secrets).map((name) => ({
        path: ['params', name],
        message: 'A schedule cannot hold a secret. Use a secret of the team.',
        code: 'custom',
      }));
      return [...problems, ...[...issues, ...readable].map((issue) => ({ ...issue, path: [...place, ...issue.path] }))];
    });
  }

  /**
   * Makes these the schedules of the bot; in the unit of work of whoever saves it. One that stays as it was keeps what
   * is due; one that was off begins anew.
   */
  async reconcile(botId: string, enabled: boolean, schedules: readonly Schedule[]): Promise<void> {
    const known = await this.schedules.ofBot(botId);
    const kept = schedules.map((schedule) => {
      const at = known.findIndex(({ cron, timeZone }) => cron === schedule.cron && timeZone === schedule.timeZone);
      const before = at === -1 ? null : (known.splice(at, 1)[0] ?? null);
      return this.#keep(schedule, enabled && schedule.enabled, before);
    });
    await this.schedules.replace(botId, kept);
  }

  /** When each bot comes next, by its id; bots that never do are left out. */
  nextOf(botIds: readonly string[]): Promise<Map<string, string>> {
    return this.schedules.nextOf(botIds);
  }

  #keep({ enabled: _, ...schedule }: Schedule, isOn: boolean, before: KeptSchedule | null): NewSchedule {
    const nextAt = isOn ? this.#nextAt(schedule, before) : null;
    const firedAt = before?.firedAt ?? null;
    return { ...schedule, id: before?.id ?? null, nextAt, firedAt, problem: before?.problem ?? null };
  }

  #nextAt({ cron, timeZone }: Pick<Schedule, 'cron' | 'timeZone'>, before: KeptSchedule | null): string | null {
    const now = this.clock.now().getTime();
    const dueAt = before?.nextAt ?? null;
    if (dueAt !== null && Date.parse(dueAt) <= now) return dueAt;
    const firedAt = before?.firedAt ? Date.parse(before.firedAt) : now;
    const behind = firedAt - now < longestSetBackMs ? Math.max(now, firedAt) : now;
    const next = ScheduleTimes.of(cron, timeZone).after(behind);
    return next === null ? null : new Date(next).toISOString();
  }
}
