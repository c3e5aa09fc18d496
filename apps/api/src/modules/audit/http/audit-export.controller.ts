import type { AuditExportQuery } from '@bothy/contracts';
import { Controller, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Clock } from '../../../platform/clock/clock.js';
import { CurrentPrincipal } from '../../../platform/http/current-principal.decorator.js';
import { EventStreams } from '../../../platform/http/event-streams.js';
import type { Principal } from '../../../platform/http/principal.js';
import { Route } from '../../../platform/http/route.decorator.js';
import { AuditExport } from '../application/audit-export.js';
import { auditExportFormats } from '../domain/audit-export-format.js';
import { auditFilterOf } from './audit-filter-of.js';

@Controller()
export class AuditExportController {
  constructor(
    private readonly exports: AuditExport,
    private readonly streams: EventStreams,
    private readonly clock: Clock,
  ) {}

  @Route('exportAudit')
  async export(
    @Query() { format, ...filters }: AuditExportQuery,
    @CurrentPrincipal() principal: Principal,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const pieces = await this.exports.begin(principal.actor, format, auditFilterOf(filters));
    const day = this.clock.now().toISOString().slice(0, 10);
    const stream = this.streams.bytes(reply, principal, 200, {
      'content-type': auditExportFormats[format].contentType,
      'content-disposition': `attachment; filename="bothy-audit-${day}.${format}"`,
    });
    try {
      for await (const piece of pieces) {
        await stream.write(piece);
        if (stream.closed) return;
      }
      stream.end();
    } catch (error) {
      // Half a trail must not look like a whole one.
      stream.cut();
      throw error;
    }
  }
}
