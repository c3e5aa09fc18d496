import type { BotDefinition } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock.js';
import { EventBus } from '../../../../platform/events/event-bus.js';
import { BotRepository, definitionOf } from '../../persistence/bot.repository.js';
import { BotSeals } from '../../persistence/bot-seals.js';
import '../../bots.events.js';

/** A bot's webhook, with what proves that a delivery is meant for it. */
export interface Hook {
  readonly botId: string;
  readonly slug: string;
  readonly webhook: NonNullable<BotDefinition['webhook']>;
  readonly token: string;
  readonly secret: string;
}

/** Another server may change a bot: nothing is believed for longer. */
const believedMs = 1000;
/** Anybody may ask for any name. */
const mostKnown = 1000;

/** Finds webhooks by their bots. A provider may send hundreds of deliveries a second, all to the same few. */
@Injectable()
export class HookBook {
  readonly #known = new Map<string, { readonly hook: Promise<Hook | null>; readonly until: number }>();

  constructor(
    private readonly bots: BotRepository,
    private readonly seals: BotSeals,
    private readonly clock: Clock,
    events: EventBus,
  ) {
    events.on('bot.changed', ({ slug }) => this.#known.delete(slug));
  }

  /** Null where there is no such bot, or it has no webhook; that is remembered too, so that both take as long. */
  find(slug: string): Promise<Hook | null> {
    const now = this.clock.now().getTime();
    const known = this.#known.get(slug);
    if (known && known.until > now && known.until <= now + believedMs) return known.hook;
    if (this.#known.size >= mostKnown) this.#known.clear();
    const hook = this.#load(slug);
    this.#known.set(slug, { hook, until: now + believedMs });
    // What could not be read is asked for anew; whoever waits for it is told.
    hook.catch(() => this.#known.delete(slug));
    return hook;
  }

  async #load(slug: string): Promise<Hook | null> {
    const bot = await this.bots.find(slug);
    const webhook = bot && definitionOf(bot).webhook;
    if (!webhook) return null;
    const token = await this.seals.open(bot.id, 'webhook.token');
    const secret = await this.seals.open(bot.id, 'webhook.secret');
    return token === null || secret === null ? null : { botId: bot.id, slug, webhook, token, secret };
  }
}
