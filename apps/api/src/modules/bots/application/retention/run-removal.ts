import { Injectable, Logger } from '@nestjs/common';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { type AuditActor, AuditTrail } from '../../../audit/index.js';
import { KeptRuns, type RemovedRun } from '../../persistence/keeping/kept-runs.js';
import { RunFiles } from './run-files.js';
import { house } from '../../domain/house.js';

export interface RemovalCause {
  readonly actor: AuditActor;
  /** `purge`: on somebody's word · `retention`: by the bot's own rule. */
  readonly why: 'purge' | 'retention';
}

const byRetention: RemovalCause = { actor: house, why: 'retention' };
const atOnce = 200;

/**
 * Deletes finished runs with all that they left: rows first, then logs, then artifacts, so that no row ever lacks its
 * log. What a crash leaves behind in between, the sweeps find.
 */
@Injectable()
export class RunRemoval {
  readonly #logger = new Logger(RunRemoval.name);

  constructor(
    private readonly runs: KeptRuns,
    private readonly files: RunFiles,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
  ) {}

  /** Runs that are not finished, or not there, are passed over. @returns how many were deleted. */
  async remove(runIds: readonly string[], cause = byRetention): Promise<number> {
    let removed = 0;
    for (let at = 0; at < runIds.length; at += atOnce) {
      removed += await this.#removeSome(runIds.slice(at, at + atOnce), cause);
    }
    return removed;
  }

  async #removeSome(ids: readonly string[], cause: RemovalCause): Promise<number> {
    const removed = await this.unitOfWork.run(async () => {
      const rows = await this.runs.delete(ids);
      await this.#writeDown(rows, cause);
      return rows;
    });
    for (const { id } of removed) {
      // The rows are gone already: one file that cannot be removed must not keep the others.
      await this.files.remove(id).catch((error: unknown) => {
        this.#logger.error(error, `The files of the deleted run ${id} could not be removed; trying again later`);
      });
    }
    return removed.length;
  }

  /** One entry for each bot, in the unit of work of the deed. */
  async #writeDown(rows: readonly RemovedRun[], { actor, why }: RemovalCause): Promise<void> {
    const bots = new Map(rows.map(({ botId, botSlug }) => [botId, botSlug]));
    for (const [id, name] of bots) {
      const numbers = rows.filter(({ botId }) => botId === id).map(({ number }) => number);
      const target = { kind: 'bot', id, name };
      const details = { runs: numbers.length, from: Math.min(...numbers), to: Math.max(...numbers), why };
      await this.audit.append({ actor, action: 'run.purged', target, details });
    }
  }
}
