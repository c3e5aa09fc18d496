import type { Run } from '@bothy/contracts';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { causeOf } from '../../domain/notice-words.js';
import { BotHealthRepository } from '../../persistence/keeping/bot-health.repository.js';
import { BotRepository, definitionOf } from '../../persistence/bot.repository.js';
import { RunEndings } from '../runs/run-endings.js';
import { NoticeDesk } from './notice-desk.js';

/**
 * Decides who is told of the end of a run: of a failure when the bot had not failed before, of a success when it had.
 * A run that was cancelled or skipped says nothing about the bot.
 */
@Injectable()
export class RunNotices implements OnModuleInit {
  constructor(
    private readonly endings: RunEndings,
    private readonly health: BotHealthRepository,
    private readonly bots: BotRepository,
    private readonly desk: NoticeDesk,
  ) {}

  onModuleInit(): void {
    this.endings.add((run, botId) => this.#decide(run, botId));
  }

  /** In the unit of work of the end: the change, and that it is told, are kept together. */
  async #decide(run: Run, botId: string): Promise<void> {
    const cause = causeOf(run.status);
    if (cause === null) return;
    const before = await this.health.turn(botId, cause === 'failure' ? 'bad' : 'good', run.id);
    // The first run of all that succeeds has nothing to recover from.
    if (before === null || (cause === 'recovery' && before === 'unknown')) return;
    const bot = await this.bots.findById(botId);
    if (!bot) return;
    const { name, notify } = definitionOf(bot);
    const targets = notify.filter(({ on }) => on.includes(cause));
    if (targets.length > 0) await this.desk.put({ cause, botName: name, run }, botId, targets);
  }
}
