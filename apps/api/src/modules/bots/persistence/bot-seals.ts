import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Keyring } from '../../../platform/crypto/keyring.js';
import { SealedStores } from '../../../platform/crypto/sealed-stores.js';
import { Database } from '../../../platform/database/database.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { BotSealEntity } from './bot-seal.entity.js';
import { boundToKey, SealedRows } from '../../../platform/crypto/sealed-rows.js';

const purpose = 'bots.seal';

/**
 * Small texts of a bot that must not be stored in clear: `webhook.secret`, `webhook.token`, `notify.<id>.url`,
 * `notify.<id>.secret`. They belong to the bot, not to one of its versions.
 */
@Injectable()
export class BotSeals {
  constructor(
    private readonly database: Database,
    private readonly keyring: Keyring,
    unitOfWork: UnitOfWork,
    stores: SealedStores,
  ) {
    const rows = new SealedRows(database, unitOfWork, { entity: BotSealEntity, purpose, key: ['botId', 'name'] });
    stores.add({ name: 'bot_seals', reseal: (ring) => rows.reseal(ring) });
  }

  /** Sets or replaces it; in a unit of work. */
  async put(botId: string, name: string, plain: string): Promise<void> {
    const sealed = this.keyring.seal(purpose, plain, boundToKey(botId, name));
    await this.database.manager.upsert(BotSealEntity, { botId, name, sealed }, ['botId', 'name']);
  }

  /**
   * Null when there is none.
   *
   * @throws UnsealError
   */
  async open(botId: string, name: string): Promise<string | null> {
    const row = await this.database.manager.findOneBy(BotSealEntity, { botId, name });
    return row && this.#opened(row);
  }

  /** Each bot's text of this name, by the bot's id; bots without one are left out. */
  async openAll(botIds: readonly string[], name: string): Promise<Map<string, string>> {
    const rows = await this.database.manager.findBy(BotSealEntity, { botId: In([...botIds]), name });
    return new Map(rows.map((row) => [row.botId, this.#opened(row)]));
  }

  async names(botId: string): Promise<string[]> {
    const rows = await this.database.manager.find(BotSealEntity, { where: { botId }, select: { name: true } });
    return rows.map((row) => row.name);
  }

  async remove(botId: string, names: readonly string[]): Promise<void> {
    if (names.length > 0) await this.database.manager.delete(BotSealEntity, { botId, name: In([...names]) });
  }

  #opened({ botId, name, sealed }: BotSealEntity): string {
    return this.keyring.open(purpose, sealed, boundToKey(botId, name));
  }
}
