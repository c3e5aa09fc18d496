import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { Database } from '../../../platform/database/database.js';
import type { AuditRecord, AuditTarget } from '../domain/audit-record.js';
import { AuditEntryEntity } from './audit-entry.entity.js';
import { AuditHeadEntity } from './audit-head.entity.js';

export interface ChainHead {
  readonly position: number;
  readonly hash: string;
}

/** An act with its place in the chain. */
export interface PlacedRecord {
  readonly position: number;
  readonly record: AuditRecord;
}

const headId = 1;

/** All SQL of the trail. */
@Injectable()
export class AuditEntries {
  constructor(private readonly database: Database) {}

  /** Locks the end of the chain until the unit of work ends: no two acts can follow the same one. */
  async lockHead(): Promise<ChainHead> {
    const { manager } = this.database;
    // SQLite has no row locks and needs none: a unit of work is alone there.
    const lock = this.database.kind === 'postgres' ? { lock: { mode: 'pessimistic_write' as const } } : {};
    return manager.findOneOrFail(AuditHeadEntity, { where: { id: headId }, ...lock });
  }

  findHead(): Promise<ChainHead> {
    return this.database.manager.findOneByOrFail(AuditHeadEntity, { id: headId });
  }

  async append(position: number, record: AuditRecord): Promise<void> {
    const { manager } = this.database;
    await manager.insert(AuditEntryEntity, {
      position,
      id: record.id,
      at: record.at,
      actorKind: record.actor.kind,
      actorId: record.actor.id,
      actorName: record.actor.name,
      action: record.action,
      target: record.target === null ? null : JSON.stringify(record.target),
      details: JSON.stringify(record.details),
      prevHash: record.prevHash,
      hash: record.hash,
    });
    await manager.update(AuditHeadEntity, { id: headId }, { position, hash: record.hash });
  }

  /** The newest first, from before `position` (null: from the end). */
  async findBefore(position: number | null, limit: number): Promise<PlacedRecord[]> {
    const rows = await this.database.manager.find(AuditEntryEntity, {
      where: position === null ? {} : { position: LessThan(position) },
      order: { position: 'DESC' },
      take: limit,
    });
    return rows.map(placedRecordOf);
  }

  /** The oldest first, from behind `position`. */
  async findAfter(position: number, limit: number): Promise<PlacedRecord[]> {
    const rows = await this.database.manager
      .createQueryBuilder(AuditEntryEntity, 'entry')
      .where('entry.position > :position', { position })
      .orderBy('entry.position', 'ASC')
      .take(limit)
      .getMany();
    return rows.map(placedRecordOf);
  }
}

const placedRecordOf = (row: AuditEntryEntity): PlacedRecord => ({
  position: row.position,
  record: {
    id: row.id,
    at: row.at,
    actor: { kind: row.actorKind, id: row.actorId, name: row.actorName },
    action: row.action,
    target: row.target === null ? null : (JSON.parse(row.target) as AuditTarget),
    details: JSON.parse(row.details) as Record<string, unknown>,
    prevHash: row.prevHash,
    hash: row.hash,
  },
});
