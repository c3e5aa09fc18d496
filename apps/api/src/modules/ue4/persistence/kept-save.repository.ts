import { Injectable } from '@nestjs/common';
import { In, LessThan } from 'typeorm';
import { Database } from '../../../platform/database/database.js';
import { KeptSaveEntity } from './kept-save.entity.js';

/** A save as it lies in the object storage. */
export type StoredSave = Omit<KeptSaveEntity, 'member'>;

@Injectable()
export class KeptSaveRepository {
  constructor(private readonly database: Database) {}

  /** The newest first, from behind an id on. */
  behind(memberId: string, id: string | null, limit: number): Promise<StoredSave[]> {
    return this.database.manager.find(KeptSaveEntity, {
      where: { memberId, ...(id !== null && { id: LessThan(id) }) },
      order: { id: 'DESC' },
      take: limit,
    });
  }

  find(memberId: string, id: string): Promise<StoredSave | null> {
    return this.database.manager.findOneBy(KeptSaveEntity, { memberId, id });
  }

  async insert(save: StoredSave): Promise<void> {
    await this.database.manager.insert(KeptSaveEntity, save);
  }

  /** @returns whether there was one. */
  async delete(memberId: string, id: string): Promise<boolean> {
    const { affected } = await this.database.manager.delete(KeptSaveEntity, { memberId, id });
    return affected !== 0;
  }

  /** What a member keeps. Within a unit of work, nobody adds to it until that ends. */
  async totals(memberId: string): Promise<{ readonly versions: number; readonly bytes: number }> {
    const { manager, kind, isInUnitOfWork } = this.database;
    // SQLite has one writer.
    if (isInUnitOfWork && kind === 'postgres') {
      await manager.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`kept_saves ${memberId}`]);
    }
    const row = await manager
      .createQueryBuilder(KeptSaveEntity, 'save')
      .select('COUNT(*)', 'versions')
      .addSelect('SUM(save.size_bytes)', 'bytes')
      .where('save.member_id = :memberId', { memberId })
      .getRawOne<{ versions: number | string; bytes: number | string | null }>();
    return { versions: Number(row?.versions ?? 0), bytes: Number(row?.bytes ?? 0) };
  }

  /** Those among the keys that a row names. */
  async known(keys: readonly string[]): Promise<Set<string>> {
    const rows = await this.database.manager.find(KeptSaveEntity, {
      where: { objectKey: In([...keys]) },
      select: { id: true, objectKey: true },
    });
    return new Set(rows.map(({ objectKey }) => objectKey));
  }
}
