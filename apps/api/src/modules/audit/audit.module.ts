import { Module } from '@nestjs/common';
import { AuditTrail } from './application/audit-trail.js';
import { AuditVerifier } from './application/audit-verifier.js';
import { AuditController } from './http/audit.controller.js';
import { AuditEntries } from './persistence/audit-entries.js';

/** Needs the platform; the application's table of contents gives it. */
@Module({
  controllers: [AuditController],
  providers: [AuditEntries, AuditTrail, AuditVerifier],
  exports: [AuditTrail],
})
export class AuditModule {}
