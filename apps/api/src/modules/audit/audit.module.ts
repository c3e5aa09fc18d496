import { Module } from '@nestjs/common';
import { AuditAnchors } from './application/audit-anchors.js';
import { AuditExport } from './application/audit-export.js';
import { AuditNews } from './application/audit-news.js';
import { AuditTrail } from './application/audit-trail.js';
import { AuditVerifier } from './application/audit-verifier.js';
import { FirstAnchor } from './application/first-anchor.js';
import { AuditController } from './http/audit.controller.js';
import { AnchorFile } from './persistence/anchor-file.js';
import { AuditEntries } from './persistence/audit-entries.js';

/** Needs the platform; the application's table of contents gives it. */
@Module({
  controllers: [AuditController],
  providers: [AuditEntries, AnchorFile, AuditAnchors, FirstAnchor, AuditTrail, AuditVerifier, AuditNews, AuditExport],
  exports: [AuditTrail, AuditVerifier, AuditNews, AuditExport],
})
export class AuditModule {}
