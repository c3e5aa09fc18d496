import { Injectable } from '@nestjs/common';
import { In, MoreThan, type SelectQueryBuilder } from 'typeorm';
import { Database } from '../../../platform/database/database.js';
import { searchable, thingOf, type AuditFilter } from '../domain/audit-filter.js';
import { AuditEntryEntity } from './audit-entry.entity.js';
import { faithfulRecordOf, placedRecordOf, rowOf, type PlacedRecord } from './audit-entry-columns.js';
import { AuditHeadEntity } from './audit-head.entity.js';

export interface ChainHead {
  readonly position: number;
  readonly hash: string;
}

/** The chain as it stood at one moment. `head` is null when its row is gone. */
export interface ChainExtent {
  readonly head: ChainHead | null;
  /** Rows there are, and the greatest position among them (0 for none). */
  readonly count: number;
  readonly last: number;
}

/** A row for the verifier: `placed` is null when no act would be written like that. */
export interface FoundRow {
  readonly position: number;
  readonly placed: PlacedRecord | null;
}

const headId = 1;

/** All SQL of the trail. */
@Injectable()
export class AuditEntries {
  constructor(private readonly database: Database) {}

  /**
   * Locks the end of the chain until the unit of work ends: no two acts can follow the same one.
   *
   * @throws Error outside a unit of work: an act must be kept with its record or not at all.
   */
  async lockHead(): Promise<ChainHead> {
    const { manager, isInUnitOfWork, kind } = this.database;
    if (!isInUnitOfWork) throw new Error('The audit trail was written outside a unit of work.');
    // SQLite has no row locks and needs none: a unit of work is alone there.
    const lock = kind === 'postgres' ? { lock: { mode: 'pessimistic_write' as const } } : {};
    return manager.findOneOrFail(AuditHeadEntity, { where: { id: headId }, ...lock });
  }

  async append(placed: PlacedRecord): Promise<void> {
    const { manager } = this.database;
    await manager.insert(AuditEntryEntity, rowOf(placed));
    await manager.update(AuditHeadEntity, { id: headId }, { position: placed.position, hash: placed.record.hash });
  }

  /** Whether something was done to one of these things behind `position`. */
  async existsBehind(position: number, things: readonly string[]): Promise<boolean> {
    return this.database.manager.existsBy(AuditEntryEntity, { position: MoreThan(position), thing: In([...things]) });
  }

  findHead(): Promise<ChainHead | null> {
    return this.database.manager.findOneBy(AuditHeadEntity, { id: headId });
  }

  /** In one statement, which both databases answer from one state even while acts are written. */
  async extent(): Promise<ChainExtent> {
    const rows: { kind: string; position: number | string | null; hash: string | null; count: number | string }[] =
      await this.database.manager.query(
        `SELECT 'head' AS kind, position, hash, 0 AS count FROM audit_head WHERE id = ${headId} UNION ALL ` +
          `SELECT 'rows' AS kind, MAX(position), NULL, COUNT(*) FROM audit_entries`,
      );
    const head = rows.find(({ kind }) => kind === 'head');
    const all = rows.find(({ kind }) => kind === 'rows');
    return {
      head: head ? { position: Number(head.position), hash: head.hash ?? '' } : null,
      count: Number(all?.count ?? 0),
      last: Number(all?.position ?? 0),
    };
  }

  /** The newest first, from before `position` (null: from the end). */
  async findBefore(position: number | null, limit: number, filter: AuditFilter): Promise<PlacedRecord[]> {
    const entries = this.filtered(filter).orderBy('entry.position', 'DESC').take(limit);
    if (position !== null) entries.andWhere('entry.position < :position', { position });
    return (await entries.getMany()).map(placedRecordOf);
  }

  /** The oldest first, from behind `after` up to and with `upTo`. */
  async findBetween(after: number, upTo: number, limit: number, filter: AuditFilter): Promise<PlacedRecord[]> {
    const entries = this.filtered(filter)
      .andWhere('entry.position > :after AND entry.position <= :upTo', { after, upTo })
      .orderBy('entry.position', 'ASC')
      .take(limit);
    return (await entries.getMany()).map(placedRecordOf);
  }

  /** Rows as they are, the oldest first, from behind `after`. */
  async findRowsAfter(after: number, limit: number): Promise<FoundRow[]> {
    const entries = this.database.manager
      .createQueryBuilder(AuditEntryEntity, 'entry')
      .where('entry.position > :after', { after })
      .orderBy('entry.position', 'ASC')
      .take(limit);
    return (await entries.getMany()).map((row) => ({ position: row.position, placed: faithfulRecordOf(row) }));
  }

  private filtered(filter: AuditFilter): SelectQueryBuilder<AuditEntryEntity> {
    const { actorId, action, targetId, from, to, text } = filter;
    const entries = this.database.manager.createQueryBuilder(AuditEntryEntity, 'entry');
    if (actorId !== null) entries.andWhere('entry.actorId = :actorId', { actorId });
    if (action?.endsWith('.')) entries.andWhere('entry.thing = :thing', { thing: thingOf(action) });
    else if (action) entries.andWhere('entry.action = :action', { action });
    if (targetId !== null) entries.andWhere('entry.targetId = :targetId', { targetId });
    if (from !== null) entries.andWhere('entry.at >= :from', { from });
    if (to !== null) entries.andWhere('entry.at < :to', { to });
    // LIKE's own signs are escaped: who searches for "50%" means it.
    const like = text === null ? null : `%${searchable(text).replace(/[\\%_]/g, '\\$&')}%`;
    if (like !== null) entries.andWhere("entry.searchText LIKE :like ESCAPE '\\'", { like });
    return entries;
  }
}
