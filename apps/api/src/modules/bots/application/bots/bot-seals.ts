import { Injectable } from '@nestjs/common';
import { In, Not, Like } from 'typeorm';
import { Keyring } from '../../../../platform/crypto/keyring.js';
import { SealedStores } from '../../../../platform/crypto/sealed-stores.js';
import { Database } from '../../../../platform/database/database.js';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { BotSealEntity } from '../../persistence/bot-seal.entity.js';

const purpose = 'bots.seal';
const boundTo = (botId: string, name: string) => `${botId}/${name}`;
const resealedAtOnce = 100;

/**
 * Small texts of a bot that must not be stored in clear: `webhook.secret`, `webhook.token`, `notify.<id>.url`,
 * `notify.<id>.secret`. They belong to the bot, not to one of its versions.
 */
@Injectable()
export class BotSeals {
  constructor(
    private readonly database: Database,
    private readonly keyring: Keyring,
    private readonly unitOfWork: UnitOfWork,
    stores: SealedStores,
  ) {
    stores.add({ name: 'bot_seals', reseal: () => this.reseal() });
  }

  /** Sets or replaces it; in a unit of work. */
  async put(botId: string, name: string, plain: string): Promise<void> {
    const sealed = this.keyring.seal(purpose, plain, boundTo(botId, name));
    await this.database.manager.upsert(BotSealEntity, { botId, name, sealed }, ['botId', 'name']);
  }

  /** Null when there is none. */
  async open(botId: string, name: string): Promise<string | null> {
    const row = await this.database.manager.findOneBy(BotSealEntity, { botId, name });
    return row && this.keyring.open(purpose, row.sealed, boundTo(botId, name));
  }

  /** Each bot's text of this name, by the bot's id; bots without one are left out. */
  async openAll(botIds: readonly string[], name: string): Promise<Map<string, string>> {
    const rows = await this.database.manager.findBy(BotSealEntity, { botId: In([...botIds]), name });
    return new Map(rows.map((row) => [row.botId, this.keyring.open(purpose, row.sealed, boundTo(row.botId, name))]));
  }

  async names(botId: string): Promise<string[]> {
    const rows = await this.database.manager.find(BotSealEntity, { where: { botId }, select: { name: true } });
    return rows.map((row) => row.name);
  }

  async remove(botId: string, names: readonly string[]): Promise<void> {
    if (names.length > 0) await this.database.manager.delete(BotSealEntity, { botId, name: In([...names]) });
  }

  private async reseal(): Promise<number> {
    let resealed = 0;
    for (;;) {
      const done = await this.unitOfWork.run(async () => {
        const rows = await this.database.manager.find(BotSealEntity, {
          where: { sealed: Not(Like(`${this.keyring.currentPrefix()}%`)) },
          take: resealedAtOnce,
        });
        for (const { botId, name, sealed } of rows) {
          const anew = this.keyring.reseal(purpose, sealed, boundTo(botId, name));
          await this.database.manager.update(BotSealEntity, { botId, name }, { sealed: anew });
        }
        return rows.length;
      });
      if (done === 0) return resealed;
      resealed += done;
    }
  }
}
