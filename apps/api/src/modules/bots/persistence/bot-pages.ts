import type { ActorRef, BotVersion } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { Database } from '../../../platform/database/database.js';
import { decodeCursor } from '../../../platform/paging/cursor.js';
import { cutPage } from '../../../platform/paging/page.js';
import { BotEntity } from './bot.entity.js';
import { readDefinition } from './bot.repository.js';
import { likeOf } from './bot-search.js';
import { BotVersionEntity } from './bot-version.entity.js';

export interface BotListQuery {
  limit: number;
  cursor?: string;
  search?: string;
  tag?: string;
  slugs: readonly string[] | null;
}

/** Lists of bots and of their versions. */
@Injectable()
export class BotPages {
  constructor(private readonly database: Database) {}

  async page(query: BotListQuery): Promise<{ items: BotEntity[]; nextCursor: string | null }> {
    const bots = this.database.manager
      .createQueryBuilder(BotEntity, 'bot')
      .orderBy('bot.slug')
      .take(query.limit + 1);
    if (query.cursor) bots.andWhere('bot.slug > :after', { after: decodeCursor(query.cursor, /^[a-z0-9-]{1,64}$/) });
    if (query.slugs) bots.andWhere('bot.slug IN (:...slugs)', { slugs: query.slugs });
    if (query.search) bots.andWhere("bot.search_text LIKE :like ESCAPE '\\'", { like: likeOf(query.search) });
    if (query.tag) bots.andWhere("bot.tags LIKE :tag ESCAPE '\\'", { tag: likeOf(`\n${query.tag}\n`) });
    const rows = await bots.getMany();
    return cutPage(
      rows,
      query.limit,
      (bot) => bot.slug,
      (bot) => bot,
    );
  }

  /** All of them: what names a secret, for example, is found here. */
  all(): Promise<BotEntity[]> {
    return this.database.manager.find(BotEntity, { order: { slug: 'ASC' } });
  }

  async versions(botId: string, query: { limit: number; cursor?: string }) {
    const rows = await this.database.manager.find(BotVersionEntity, {
      where: { botId, ...(query.cursor && { version: LessThan(Number(decodeCursor(query.cursor, /^\d{1,9}$/))) }) },
      order: { version: 'DESC' },
      take: query.limit + 1,
    });
    return cutPage(rows, query.limit, (row) => String(row.version), presentVersion);
  }
}

const presentVersion = (row: BotVersionEntity): BotVersion => ({
  version: row.version,
  createdAt: row.createdAt,
  createdBy: JSON.parse(row.createdBy) as ActorRef,
  definition: readDefinition(row.definition),
});
