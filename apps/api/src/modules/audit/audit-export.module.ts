import { Module } from '@nestjs/common';
import { AuditExportController } from './http/audit-export.controller.js';

/**
 * The trail as a download. Apart from the trail itself, because it needs the open streams of identity, which needs the
 * trail; the application's table of contents gives it both, and the platform.
 */
@Module({ controllers: [AuditExportController] })
export class AuditExportModule {}
