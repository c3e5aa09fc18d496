import type { ActorRef, BotDefinition, Secret } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../../../platform/clock/clock.js';
import { Database } from '../../../../platform/database/database.js';
import { decodeCursor } from '../../../../platform/paging/cursor.js';
import { cutPage, type Page, type PageQuery } from '../../../../platform/paging/page.js';
import { BotEntity } from '../bot.entity.js';
import { SecretGrantEntity } from './secret-grant.entity.js';
import { SecretEntity } from './secret.entity.js';

const nameForm = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/;

export interface SecretChanges {
  readonly allBots: boolean;
  readonly origins: readonly string[];
  /** Slugs, of bots that are there or are still to be made. */
  readonly bots: readonly string[];
  readonly by: ActorRef;
}

/** What is to be known of a secret to judge who may have it. */
export interface GrantedSecret {
  readonly id: string;
  readonly name: string;
  readonly sealed: string;
  readonly origins: readonly string[];
  readonly isGranted: boolean;
}

@Injectable()
export class SecretRepository {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  find(name: string): Promise<SecretEntity | null> {
    return this.database.manager.findOneBy(SecretEntity, { name });
  }

  /**
   * The row of this name, made when it is missing, and locked until the unit of work ends: who sets the same secret at
   * the same moment waits, and comes after.
   *
   * @param seal seals the value for the row of this id; null: a missing row is not made.
   * @returns null when there is none and none was to be made.
   */
  async claim(name: string, seal: ((id: string) => string) | null, by: ActorRef): Promise<SecretEntity | null> {
    for (;;) {
      if (seal) await this.#insertUnlessThere(name, seal, by);
      // Written to before it is read: on PostgreSQL that is what makes others wait.
      const updatedAt = this.clock.now().toISOString();
      const { affected } = await this.database.manager.update(SecretEntity, { name }, { updatedAt });
      if (affected !== 0) return this.find(name);
      if (!seal) return null;
      // Somebody deleted it between the two statements.
    }
  }

  /** Replaces the grants and, where `sealed` is not null, the value. */
  async change({ id }: SecretEntity, sealed: string | null, changes: SecretChanges): Promise<void> {
    const { manager } = this.database;
    const columns = {
      allBots: changes.allBots,
      origins: JSON.stringify(changes.origins),
      updatedBy: JSON.stringify(changes.by),
      ...(sealed !== null && { sealed }),
    };
    await manager.update(SecretEntity, { id }, columns);
    await manager.delete(SecretGrantEntity, { secretId: id });
    const grants = [...new Set(changes.bots)].map((botSlug) => ({ secretId: id, botSlug }));
    if (grants.length > 0) await manager.insert(SecretGrantEntity, grants);
  }

  /** @returns whether there was one. */
  async delete(name: string): Promise<boolean> {
    const { affected } = await this.database.manager.delete(SecretEntity, { name });
    return affected !== 0;
  }

  /** With the bot go its grants: another one of the same slug has none of them. */
  async dropGrantsOf(botSlug: string): Promise<void> {
    await this.database.manager.delete(SecretGrantEntity, { botSlug });
  }

  /** By name; names of no secret are left out. */
  async forBot(slug: string, names: readonly string[]): Promise<Map<string, GrantedSecret>> {
    if (names.length === 0) return new Map();
    const { manager } = this.database;
    const rows = await manager.findBy(SecretEntity, { name: In([...names]) });
    const secretIds = rows.map(({ id }) => id);
    const grants = await manager.findBy(SecretGrantEntity, { secretId: In(secretIds), botSlug: slug });
    const granted = new Set(grants.map(({ secretId }) => secretId));
    return new Map(
      rows.map(({ id, name, sealed, origins, allBots }) => {
        const isGranted = allBots || granted.has(id);
        return [name, { id, name, sealed, origins: JSON.parse(origins) as string[], isGranted }];
      }),
    );
  }

  /** By name. */
  async page({ limit, cursor }: PageQuery): Promise<Page<Secret>> {
    const query = this.database.manager
      .createQueryBuilder(SecretEntity, 'secret')
      .orderBy('secret.name')
      .take(limit + 1);
    if (cursor) query.where('secret.name > :after', { after: decodeCursor(cursor, nameForm) });
    const { items, nextCursor } = cutPage(
      await query.getMany(),
      limit,
      ({ name }) => name,
      (row) => row,
    );
    return { items: await this.#present(items), nextCursor };
  }

  async present(row: SecretEntity): Promise<Secret> {
    const [secret] = await this.#present([row]);
    if (!secret) throw new Error('A row was not presented.');
    return secret;
  }

  async #insertUnlessThere(name: string, seal: (id: string) => string, by: ActorRef): Promise<void> {
    const id = uuidv7();
    const now = this.clock.now().toISOString();
    const row = {
      id,
      name,
      sealed: seal(id),
      allBots: false,
      origins: '[]',
      createdAt: now,
      updatedAt: now,
      updatedBy: JSON.stringify(by),
    };
    const insert = this.database.manager.createQueryBuilder().insert().into(SecretEntity).values(row);
    // In the statement itself: on PostgreSQL a violated key would end the transaction.
    await insert.orIgnore().updateEntity(false).execute();
  }

  async #present(rows: readonly SecretEntity[]): Promise<Secret[]> {
    const granted = await this.#grantsOf(rows.map(({ id }) => id));
    const users = await this.#users(new Set(rows.map(({ name }) => name)));
    return rows.map((row) => ({
      name: row.name,
      bots: row.allBots ? '*' : (granted.get(row.id) ?? []),
      origins: JSON.parse(row.origins) as string[],
      createdAt: row.createdAt,
      updatedAt: row.updatedAt,
      updatedBy: JSON.parse(row.updatedBy) as ActorRef,
      usedBy: users.get(row.name) ?? [],
    }));
  }

  async #grantsOf(secretIds: readonly string[]): Promise<Map<string, string[]>> {
    const grants = await this.database.manager.findBy(SecretGrantEntity, { secretId: In([...secretIds]) });
    return grouped(grants.map(({ secretId, botSlug }) => [secretId, botSlug]));
  }

  /** Slugs of the bots whose present definition names them. */
  async #users(names: ReadonlySet<string>): Promise<Map<string, string[]>> {
    if (names.size === 0) return new Map();
    const bots = await this.database.manager.find(BotEntity, { select: { slug: true, definition: true } });
    return grouped(
      bots.flatMap(({ slug, definition }) =>
        namedIn(JSON.parse(definition) as Partial<BotDefinition>)
          .filter((name) => names.has(name))
          .map((name): [string, string] => [name, slug]),
      ),
    );
  }
}

/** Versions that were kept before there were secrets have no such fields. */
const namedIn = ({ secrets, gitSource }: Partial<BotDefinition>): string[] => [
  ...new Set([...(secrets ?? []), ...(gitSource?.secret ? [gitSource.secret] : [])]),
];

function grouped(pairs: readonly (readonly [string, string])[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [key, value] of pairs.toSorted((a, b) => (a[1] < b[1] ? -1 : 1))) {
    groups.set(key, [...(groups.get(key) ?? []), value]);
  }
  return groups;
}
