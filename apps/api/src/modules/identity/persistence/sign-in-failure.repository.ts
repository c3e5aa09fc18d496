import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Database } from '../../../platform/database/database.js';
import { SignInFailureEntity } from './sign-in-failure.entity.js';

/** Before anything has failed. */
const never = new Date(0).toISOString();

@Injectable()
export class SignInFailureRepository {
  constructor(private readonly database: Database) {}

  /** Those of these keys, nobody else's to change until the unit of work ends: of two tries at once both count. */
  async lock(keys: readonly string[]): Promise<ReadonlyMap<string, SignInFailureEntity>> {
    const { manager, kind } = this.database;
    const where = { key: In([...keys]) };
    if (kind === 'sqlite') return byKey(await manager.findBy(SignInFailureEntity, where));
    // A row that is not there cannot be locked.
    const rows = [...keys].toSorted().map((key) => ({ key, failures: 0, lastAt: never, blockedUntil: never }));
    await manager.createQueryBuilder().insert().into(SignInFailureEntity).values(rows).orIgnore().execute();
    const lock = { mode: 'pessimistic_write' as const };
    return byKey(await manager.find(SignInFailureEntity, { where, order: { key: 'ASC' }, lock }));
  }

  async put(failure: SignInFailureEntity): Promise<void> {
    await this.database.manager.upsert(SignInFailureEntity, failure, ['key']);
  }

  async delete(key: string): Promise<void> {
    await this.database.manager.delete(SignInFailureEntity, { key });
  }
}

const byKey = (rows: readonly SignInFailureEntity[]) => new Map(rows.map((row) => [row.key, row]));
