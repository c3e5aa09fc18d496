import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { UnsealError } from '../../../../platform/crypto/unseal-error.js';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { DomainError } from '../../../../platform/errors/domain-error.js';
import { refusalOf } from '../schedules/refusal.js';
import { mapParams, type MappedParams } from '../../domain/webhooks/delivery-choice.js';
import { readPayload } from '../../domain/webhooks/hook-payload.js';
import { BotRepository, definitionOf } from '../../persistence/bot.repository.js';
import { DeliverySeals } from '../../persistence/triggers/delivery-seals.js';
import { type DeliveryRow, WebhookDeliveries } from '../../persistence/triggers/webhook-deliveries.js';
import { RunLauncher } from '../runs/run-launcher.js';
import { DeliveryIntake } from './delivery-intake.js';

const roundSize = 50;
/** While deliveries come fast, a launch is followed by a rest of so many times its length: answers come first. */
const restShare = 9;
const longestRestMs = 200;

/**
 * Starts the runs of deliveries, the oldest first. A delivery and its run are linked in the unit of work that makes the
 * run: whatever crashes, each has one run in the end.
 */
@Injectable()
export class DeliveryLauncher {
  readonly #logger = new Logger(DeliveryLauncher.name);

  constructor(
    private readonly deliveries: WebhookDeliveries,
    private readonly seals: DeliverySeals,
    private readonly intake: DeliveryIntake,
    private readonly bots: BotRepository,
    private readonly launcher: RunLauncher,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async launchWaiting(isStopping: () => boolean): Promise<void> {
    const failed = new Set<string>();
    for (;;) {
      const waiting = await this.deliveries.waiting(roundSize + failed.size);
      const round = waiting.filter(({ id }) => !failed.has(id));
      if (round.length === 0) return;
      for (const delivery of round) {
        if (isStopping()) return;
        const began = performance.now();
        if (!(await this.#tryOne(delivery))) failed.add(delivery.id);
        if (this.intake.isFlooded) await sleep(Math.min(longestRestMs, (performance.now() - began) * restShare));
      }
    }
  }

  /** One that fails for a reason of the house stands in no other's way, and is tried again at the next turn. */
  async #tryOne(delivery: DeliveryRow): Promise<boolean> {
    try {
      await this.#launchOne(delivery);
      return true;
    } catch (error) {
      this.#logger.error(
        `The run of the delivery ${delivery.id} could not be started.`,
        error instanceof Error ? error.stack : String(error),
      );
      return false;
    }
  }

  async #launchOne(delivery: DeliveryRow): Promise<void> {
    const { params, problem } = await this.#paramsOf(delivery);
    if (problem !== null) return this.#fail(delivery, problem);
    try {
      await this.unitOfWork.run(async () => {
        await this.bots.findLockedById(delivery.botId);
        if (!(await this.deliveries.take(delivery.id))) return;
        const trigger = { kind: 'webhook', actor: null, detail: delivery.event } as const;
        const run = await this.launcher.launch({ slug: delivery.botSlug, params, trigger });
        await this.deliveries.link(delivery.id, run.id);
      });
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind === 'unavailable') throw error;
      await this.#fail(delivery, refusalOf(error));
    }
  }

  async #paramsOf({ id, botId }: DeliveryRow): Promise<MappedParams> {
    const none = (problem: string) => ({ params: {}, problem });
    const bot = await this.bots.findById(botId);
    const definition = bot && definitionOf(bot);
    if (!definition?.webhook) return none('The bot has no webhook any more.');
    const sealed = await this.deliveries.payloadOf(id);
    if (sealed === null) return none('The payload is gone.');
    try {
      return mapParams(definition.webhook.mapping, definition.params, readPayload(this.seals.open(id, sealed)));
    } catch (error) {
      if (!(error instanceof UnsealError)) throw error;
      return none(`The payload cannot be opened: ${error.message}`);
    }
  }

  async #fail({ id }: DeliveryRow, reason: string): Promise<void> {
    await this.unitOfWork.run(() => this.deliveries.take(id, { status: 'failed', reason: reason.slice(0, 500) }));
  }
}
