import { Injectable, Logger } from '@nestjs/common';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { DomainError } from '../../../../platform/errors/domain-error.js';
import { AuditTrail } from '../../../audit/index.js';
import { refusalOf } from './refusal.js';
import { house } from '../../domain/house.js';
import { BotRepository } from '../../persistence/bot.repository.js';
import { BotSchedules, type KeptSchedule } from '../../persistence/triggers/bot-schedules.js';
import { RunLauncher } from '../runs/run-launcher.js';

export interface Firing {
  /** Times to start a run for each. */
  readonly times: readonly number[];
  /** When it is due behind them. */
  readonly next: number | null;
  /** When it is due should no run be started for any of them. */
  readonly nextIfRefused: number | null;
}

/**
 * Starts the runs of a schedule: in one unit of work with the step to its next time, so that of several servers one
 * starts them, and a crash leaves both or neither.
 */
@Injectable()
export class ScheduleFiring {
  readonly #logger = new Logger(ScheduleFiring.name);

  constructor(
    private readonly schedules: BotSchedules,
    private readonly bots: BotRepository,
    private readonly launcher: RunLauncher,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
  ) {}

  /** What the bot, or its grants, refuse is noted at the schedule; it stands in no other's way. */
  async fire(schedule: KeptSchedule, firing: Firing): Promise<void> {
    try {
      await this.unitOfWork.run(() => this.#launch(schedule, firing));
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind === 'unavailable') throw error;
      await this.#refuse(schedule, firing, refusalOf(error));
    }
  }

  async #launch(schedule: KeptSchedule, { times, next }: Firing): Promise<void> {
    const to = {
      nextAt: textOf(next),
      firedAt: textOf(times.at(-1) ?? null),
      problem: times.length > 0 ? null : schedule.problem,
    };
    const bot = await this.bots.findLockedById(schedule.botId);
    if (!bot || !(await this.schedules.advance(schedule, to))) return;
    const { cron, timeZone, params } = schedule;
    const trigger = { kind: 'schedule', actor: null, detail: `${cron} ${timeZone}` } as const;
    for (const _ of times) await this.launcher.launch({ slug: bot.slug, params, trigger });
  }

  async #refuse(schedule: KeptSchedule, { times, nextIfRefused }: Firing, problem: string): Promise<void> {
    await this.unitOfWork.run(async () => {
      const to = { nextAt: textOf(nextIfRefused), firedAt: textOf(times.at(-1) ?? null), problem };
      if (!(await this.schedules.advance(schedule, to))) return;
      const bot = await this.bots.findById(schedule.botId);
      // A schedule that is refused every minute is written down once.
      if (!bot || schedule.problem === problem) return;
      const target = { kind: 'bot', id: bot.id, name: bot.slug };
      const details = { cron: schedule.cron, timeZone: schedule.timeZone, reason: problem };
      await this.audit.append({ actor: house, action: 'schedule.refused', target, details });
      this.#logger.warn(`The schedule ${schedule.cron} of the bot ${bot.slug} started no run: ${problem}`);
    });
  }
}

const textOf = (instant: number | null): string | null => (instant === null ? null : new Date(instant).toISOString());
