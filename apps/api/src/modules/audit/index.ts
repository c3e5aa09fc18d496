export { AuditModule } from './audit.module.js';
export { AuditTrail } from './application/audit-trail.js';
export { auditEntities, auditMigrations } from './persistence/schema.js';
