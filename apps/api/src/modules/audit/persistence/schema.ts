import type { Schema } from '../../../platform/database/schema.js';
import { AuditEntryEntity } from './audit-entry.entity.js';
import { AuditHeadEntity } from './audit-head.entity.js';
import { CreateAudit1700000000201 } from './create-audit-1700000000201.migration.js';
import { FilterAudit1700000000202 } from './filter-audit-1700000000202.migration.js';

export const auditEntities: Schema['entities'] = [AuditEntryEntity, AuditHeadEntity];
export const auditMigrations: Schema['migrations'] = [CreateAudit1700000000201, FilterAudit1700000000202];
