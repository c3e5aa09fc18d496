import { csvLine, csvType } from '../../../platform/text/csv-line.js';
import type { AuditRecord } from './audit-record.js';

export type AuditExportFormat = 'csv' | 'ndjson';

interface Entry {
  readonly position: number;
  readonly record: AuditRecord;
}

interface Writing {
  readonly contentType: string;
  readonly head: string;
  readonly line: (entry: Entry) => string;
}

const columns = [
  'position',
  'at',
  'actor_kind',
  'actor_id',
  'actor_name',
  'action',
  'target_kind',
  'target_id',
  'target_name',
  'details',
  'prev_hash',
  'hash',
] as const;

const cellsOf = ({ position, record }: Entry): string[] => [
  String(position),
  record.at,
  record.actor.kind,
  record.actor.id,
  record.actor.name,
  record.action,
  record.target?.kind ?? '',
  record.target?.id ?? '',
  record.target?.name ?? '',
  JSON.stringify(record.details),
  record.prevHash,
  record.hash,
];

/** One object a line with all that the hash covers: see `hashOf` for how to compute it again. */
const jsonLine = ({ position, record }: Entry): string => {
  const { id, at, actor, action, target, details, prevHash, hash } = record;
  return `${JSON.stringify({ position, id, at, actor, action, target, details, prevHash, hash })}\n`;
};

export const auditExportFormats: Readonly<Record<AuditExportFormat, Writing>> = {
  csv: {
    contentType: csvType,
    head: csvLine(columns),
    line: (entry) => csvLine(cellsOf(entry)),
  },
  ndjson: { contentType: 'application/x-ndjson; charset=utf-8', head: '', line: jsonLine },
};
