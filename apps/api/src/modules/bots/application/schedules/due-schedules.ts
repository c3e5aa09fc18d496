import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock.js';
import { type FiringPlan, planFiring } from '../../domain/schedules/missed-times.js';
import { ScheduleTimes } from '../../domain/schedules/schedule-times.js';
import { BotSchedules, type KeptSchedule } from '../../persistence/triggers/bot-schedules.js';
import { ScheduleFiring } from './schedule-firing.js';

/** Looked at in one round; more of them come in the next one. */
const roundSize = 500;
/** Runs that one unit of work makes at most: every other writer waits meanwhile. */
const batchSize = 10;

/** Fires the schedules that are due, in rounds: one that has missed much takes turns with all others. */
@Injectable()
export class DueSchedules {
  readonly #logger = new Logger(DueSchedules.name);

  constructor(
    private readonly schedules: BotSchedules,
    private readonly firing: ScheduleFiring,
    private readonly clock: Clock,
  ) {}

  async fire(isStopping: () => boolean): Promise<void> {
    const failed = new Set<string>();
    const plans = new Map<string, FiringPlan>();
    for (;;) {
      const due = await this.schedules.due(this.clock.now().toISOString(), roundSize + failed.size);
      const round = due.filter(({ id }) => !failed.has(id));
      if (round.length === 0) return;
      for (const schedule of round) {
        if (isStopping()) return;
        if (!(await this.#fireOne(schedule, plans))) failed.add(schedule.id);
      }
    }
  }

  /** When the next one is due; null where none is. */
  async nextDueAt(): Promise<number | null> {
    const earliest = await this.schedules.earliest();
    return earliest === null ? null : Date.parse(earliest);
  }

  /**
   * One that fails stands in no other's way, and is tried again at the next turn of the job.
   *
   * @param plans what is left to do for those that take several rounds.
   */
  async #fireOne(schedule: KeptSchedule, plans: Map<string, FiringPlan>): Promise<boolean> {
    try {
      const nextAt = Date.parse(schedule.nextAt ?? '');
      const known = plans.get(schedule.id);
      const plan = known?.times[0] === nextAt ? known : this.#plan(schedule, nextAt);
      const rest = plan.times.slice(batchSize);
      plans.set(schedule.id, { times: rest, next: plan.next });
      const firing = { times: plan.times.slice(0, batchSize), next: rest[0] ?? plan.next, nextIfRefused: plan.next };
      await this.firing.fire(schedule, firing);
      return true;
    } catch (error) {
      this.#logger.error(
        `The schedule ${schedule.id} could not be fired.`,
        error instanceof Error ? error.stack : String(error),
      );
      return false;
    }
  }

  #plan({ cron, timeZone, missed }: KeptSchedule, nextAt: number): FiringPlan {
    return planFiring(ScheduleTimes.of(cron, timeZone), { nextAt, missed }, this.clock.now().getTime());
  }
}
