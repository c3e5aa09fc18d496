export { AuditModule } from './audit.module.js';
export { AuditExportModule } from './audit-export.module.js';
export { AuditExport } from './application/audit-export.js';
export type { AuditExportFormat } from './domain/audit-export-format.js';
export { AuditNews } from './application/audit-news.js';
export { AuditTrail } from './application/audit-trail.js';
export { AuditVerifier, type AuditVerdict } from './application/audit-verifier.js';
export type { AuditActor } from './domain/audit-record.js';
export { auditEntities, auditMigrations } from './persistence/schema.js';
