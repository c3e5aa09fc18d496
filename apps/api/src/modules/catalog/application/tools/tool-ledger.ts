import type { ActorRef } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { AuditTrail } from '../../../audit/index.js';
import type { ToolRecord } from '../../domain/tool-record.js';
import { ToolRepository } from '../../persistence/tool.repository.js';
import { toolNotFound } from '../../tools.errors.js';

/** What is told of an act: names of fields, never what stands in them. */
export interface ToolDeed {
  readonly tool: ToolRecord;
  readonly details: Readonly<Record<string, unknown>>;
}

/** The one way in which people change tools: in a unit of work with its audit entry. */
@Injectable()
export class ToolLedger {
  constructor(
    private readonly tools: ToolRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
  ) {}

  /** @param work that brings null has changed nothing: nothing is written down. */
  async write(
    actor: ActorRef,
    act: 'created' | 'changed' | 'deleted' | 'synced' | 'webhook-token-made',
    work: () => Promise<ToolDeed | null>,
  ): Promise<void> {
    await this.unitOfWork.run(async () => {
      const deed = await work();
      if (!deed) return;
      const { tool, details } = deed;
      const target = { kind: 'tool', id: tool.id, name: tool.slug };
      await this.audit.append({ actor, action: `tool.${act}`, target, details });
    });
  }

  /** Nobody else's to change until the unit of work ends. @throws DomainError `tool_not_found` */
  async lock(slug: string): Promise<ToolRecord> {
    const tool = await this.tools.findLocked(slug);
    if (!tool) throw toolNotFound(slug);
    return tool;
  }
}
