import type { BotDefinition } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock.js';
import { readDefinition } from '../../persistence/bot.repository.js';
import { KeptRuns } from '../../persistence/keeping/kept-runs.js';
import { RunRemoval } from './run-removal.js';

const dayMs = 24 * 60 * 60 * 1000;
const atOnce = 200;

type Retention = BotDefinition['retention'];

/** Removes what bots keep no longer, by the rule that each of them has at present. */
@Injectable()
export class RunRetention {
  constructor(
    private readonly runs: KeptRuns,
    private readonly removal: RunRemoval,
    private readonly clock: Clock,
  ) {}

  /** @returns how many runs were removed. */
  async run(): Promise<number> {
    let removed = 0;
    let after = '';
    for (;;) {
      const bots = await this.runs.bots(after, atOnce);
      for (const { id, definition } of bots) removed += await this.#hold(id, readDefinition(definition).retention);
      const last = bots.at(-1);
      if (!last || bots.length < atOnce) return removed;
      after = last.id;
    }
  }

  async #hold(botId: string, { days, runs, bytes }: Retention): Promise<number> {
    let removed = 0;
    if (days !== null) {
      const instant = new Date(this.clock.now().getTime() - days * dayMs).toISOString();
      removed += await this.#all(() => this.runs.endedBefore(botId, instant, atOnce));
    }
    if (runs !== null) removed += await this.#upTo(botId, await this.runs.numberBehind(botId, runs));
    if (bytes !== null) removed += await this.#upTo(botId, await this.runs.numberBeyond(botId, bytes));
    return removed;
  }

  async #upTo(botId: string, number: number | null): Promise<number> {
    return number === null ? 0 : this.#all(() => this.runs.upTo(botId, number, atOnce));
  }

  /** Some at a time, so that nobody waits long for the database. */
  async #all(find: () => Promise<string[]>): Promise<number> {
    let removed = 0;
    for (;;) {
      const ids = await find();
      const done = await this.removal.remove(ids);
      removed += done;
      // Nothing done for what was found: somebody else is at it.
      if (ids.length < atOnce || done === 0) return removed;
    }
  }
}
