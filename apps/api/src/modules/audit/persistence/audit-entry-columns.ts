import { filterColumnsOf } from '../domain/audit-filter.js';
import type { AuditRecord, AuditTarget } from '../domain/audit-record.js';
import type { AuditEntryEntity } from './audit-entry.entity.js';

/** An act with its place in the chain. */
export interface PlacedRecord {
  readonly position: number;
  readonly record: AuditRecord;
}

/** The row of an act. One act has one row, to the byte: verification holds rows against it. */
export const rowOf = ({ position, record }: PlacedRecord): AuditEntryEntity => {
  const { actor, action, target } = record;
  return {
    position,
    id: record.id,
    at: record.at,
    actorKind: actor.kind,
    actorId: actor.id,
    actorName: actor.name,
    action,
    target: target === null ? null : JSON.stringify(target),
    details: JSON.stringify(record.details),
    prevHash: record.prevHash,
    hash: record.hash,
    ...filterColumnsOf(actor.name, action, target),
  };
};

/** @throws SyntaxError when someone made what is JSON no JSON. */
export const placedRecordOf = (row: AuditEntryEntity): PlacedRecord => ({
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

/** The act of a row; null when the row is not the one that would be written for any act. */
export const faithfulRecordOf = (row: AuditEntryEntity): PlacedRecord | null => {
  try {
    const placed = placedRecordOf(row);
    const expected = Object.entries(rowOf(placed));
    return expected.every(([name, value]) => row[name as keyof AuditEntryEntity] === value) ? placed : null;
  } catch (error) {
    // Not JSON, or JSON of another shape: a target without a name, for example.
    if (error instanceof SyntaxError || error instanceof TypeError) return null;
    throw error;
  }
};
