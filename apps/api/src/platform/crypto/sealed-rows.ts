import { Logger } from '@nestjs/common';
import { type EntityTarget, type FindOptionsWhere, Like, MoreThan, Not, type ObjectLiteral } from 'typeorm';
import type { Keyring } from './keyring.js';
import { UnsealError } from './unseal-error.js';
import type { Database } from '../database/database.js';
import type { UnitOfWork } from '../database/unit-of-work.js';

/** A column of sealed texts; what is null in it is left alone. */
export interface SealedColumn {
  readonly entity: EntityTarget<ObjectLiteral>;
  readonly purpose: string;
  /** `sealed`, where it is not named. */
  readonly column?: string;
  /** The properties of the primary key, all of them texts: `id`, where they are not named. A text is bound to them. */
  readonly key?: readonly string[];
  /** How many at once: few, where they are long. */
  readonly atOnce?: number;
}

/** What a text is bound to: to the key of its row. */
export const boundToKey = (...key: readonly string[]): string => key.join('/');

type Row = Readonly<Record<string, string>>;

interface Done {
  readonly resealed: number;
  /** Null when there was none left. */
  readonly last: Row | null;
}

/** Seals a column of a table anew, row by row in the order of the primary key. */
export class SealedRows {
  readonly #logger = new Logger(SealedRows.name);
  readonly #sealed: Required<SealedColumn>;

  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    sealed: SealedColumn,
  ) {
    this.#sealed = { column: 'sealed', key: ['id'], atOnce: 100, ...sealed };
  }

  /** @returns how many were sealed anew. */
  async reseal(keyring: Keyring): Promise<number> {
    let resealed = 0;
    let after: Row | null = null;
    do {
      const from: Row | null = after;
      const done: Done = await this.unitOfWork.run(() => this.#resealBehind(from, keyring));
      resealed += done.resealed;
      after = done.last;
    } while (after !== null);
    return resealed;
  }

  async #resealBehind(after: Row | null, keyring: Keyring): Promise<Done> {
    const { manager } = this.database;
    const { entity, column, key, atOnce } = this.#sealed;
    const rows = (await manager.find(entity, {
      where: this.#staleBehind(after, keyring),
      select: [...key, column],
      order: Object.fromEntries(key.map((name) => [name, 'ASC'])),
      take: atOnce,
    })) as Row[];
    let resealed = 0;
    for (const row of rows) {
      const anew = this.#sealedAnew(keyring, row);
      if (anew === null) continue;
      const read = Object.fromEntries([...key, column].map((name) => [name, row[name]]));
      // Only what was read is replaced: a server may have set another meanwhile, or taken it away.
      const { affected } = await manager.update(entity, read, { [column]: anew });
      resealed += affected ?? 0;
    }
    return { resealed, last: rows.at(-1) ?? null };
  }

  /** Those that another key sealed, behind a row: each way in which a key of several parts is greater. */
  #staleBehind(after: Row | null, keyring: Keyring): FindOptionsWhere<ObjectLiteral>[] {
    const { column, key } = this.#sealed;
    const stale = { [column]: Not(Like(`${keyring.currentPrefix()}%`)) };
    if (after === null) return [stale];
    return key.map((name, at) => ({
      ...stale,
      ...Object.fromEntries(key.slice(0, at).map((earlier) => [earlier, after[earlier]])),
      [name]: MoreThan(after[name]),
    }));
  }

  /** One that no key opens any more must not stand in the way of all others: it stays as it is. */
  #sealedAnew(keyring: Keyring, row: Row): string | null {
    const { purpose, column, key } = this.#sealed;
    const bound = boundToKey(...key.map((name) => row[name]!));
    try {
      return keyring.reseal(purpose, row[column]!, bound);
    } catch (error) {
      if (!(error instanceof UnsealError)) throw error;
      this.#logger.warn(`The sealed text of ${bound} (${purpose}) could not be sealed anew: ${error.message}`);
      return null;
    }
  }
}
