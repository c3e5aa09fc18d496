import type { Bot } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { Config } from '../../../../platform/config/config.js';
import type { BotEntity } from '../../persistence/bot.entity.js';
import { BotFigures } from '../../persistence/bot-figures.js';
import { definitionOf } from '../../persistence/bot.repository.js';
import { ScheduleKeeper } from '../schedules/schedule-keeper.js';
import { BotSeals } from '../../persistence/bot-seals.js';

/** Bots as they are shown: with how their runs go, when they come next, and where their webhooks are. */
@Injectable()
export class BotPresenter {
  constructor(
    private readonly figures: BotFigures,
    private readonly schedules: ScheduleKeeper,
    private readonly seals: BotSeals,
    private readonly config: Config,
  ) {}

  async one(bot: BotEntity): Promise<Bot> {
    return (await this.all([bot]))[0]!;
  }

  async all(bots: readonly BotEntity[]): Promise<Bot[]> {
    const ids = bots.map((bot) => bot.id);
    const [lastRuns, figures, next] = await Promise.all([
      this.figures.lastRuns(ids),
      this.figures.figures(ids),
      this.schedules.nextOf(ids),
    ]);
    const tokens = await this.seals.openAll(ids, 'webhook.token');
    return bots.map((bot) => {
      const { id, slug, version, createdAt, updatedAt } = bot;
      const { webhook, ...definition } = definitionOf(bot);
      const url = `${this.config.publicUrl}/api/hooks/${slug}/${tokens.get(id) ?? ''}`;
      return {
        ...{ id, slug, version, createdAt, updatedAt },
        ...definition,
        webhook: webhook && { ...webhook, url },
        nextRunAt: next.get(id) ?? null,
        figures: figures.get(id) ?? { successShare: null, medianMs: null },
        lastRuns: lastRuns.get(id) ?? [],
      };
    });
  }
}
