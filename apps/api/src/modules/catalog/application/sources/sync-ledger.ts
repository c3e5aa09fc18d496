import type { SyncResult } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { DomainError } from '../../../../platform/errors/domain-error.js';
import type { Listing } from '../../domain/release-source.js';
import type { ToolRecord } from '../../domain/tool-record.js';
import { ReleaseRepository } from '../../persistence/release.repository.js';
import { ToolRepository } from '../../persistence/tool.repository.js';
import { SyncPace } from './sync-pace.js';

/** Writes down what a source told, or why it did not. */
@Injectable()
export class SyncLedger {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly tools: ToolRepository,
    private readonly releases: ReleaseRepository,
    private readonly pace: SyncPace,
  ) {}

  /**
   * @returns null where the tool is gone, has another source by now, or was synced by another server meanwhile: what was
   * told is of no use then.
   */
  answered(tool: ToolRecord, listing: Listing): Promise<SyncResult | null> {
    return this.unitOfWork.run(async () => {
      const kept = await this.#asItWas(tool);
      // What is kept may be newer than what was told; and "nothing changed" speaks of what was known when it was asked.
      if (!kept || kept.validator !== tool.validator) return null;
      const { now } = this.pace;
      const syncedAt = now.toISOString();
      const { releases: found, validator, notes } = listing;
      const change = found && (await this.releases.replace(tool.id, found, syncedAt));
      await this.tools.change(tool.id, {
        ...{ syncedAt, triedAt: syncedAt, nextSyncAt: this.pace.usual(now), syncProblem: null, validator },
      });
      return {
        ...{ syncedAt, unchanged: found === null, notes: [...notes] },
        ...(await this.#totals(tool.id)),
        ...{ added: change?.added ?? 0, withdrawn: change?.withdrawn ?? 0 },
      };
    });
  }

  /** What was known before stays. */
  failed(tool: ToolRecord, error: unknown): Promise<void> {
    return this.unitOfWork.run(async () => {
      if (!(await this.#asItWas(tool))) return;
      const { now } = this.pace;
      const syncProblem = error instanceof DomainError ? error.message : fault;
      const nextSyncAt = this.pace.after(now, error, tool);
      await this.tools.change(tool.id, { triedAt: now.toISOString(), nextSyncAt, syncProblem });
    });
  }

  /** Null where it is gone, or has another source. */
  async #asItWas(tool: ToolRecord): Promise<ToolRecord | null> {
    const now = await this.tools.findLocked(tool.slug);
    const isSame = now?.id === tool.id && JSON.stringify(now.source) === JSON.stringify(tool.source);
    return isSame ? now : null;
  }

  async #totals(toolId: string) {
    const releases = await this.releases.ofTool(toolId);
    return { versions: releases.length, files: releases.reduce((count, { files }) => count + files.length, 0) };
  }
}

const fault = 'The source could not be read. That is a fault of this server, which its log tells of.';
