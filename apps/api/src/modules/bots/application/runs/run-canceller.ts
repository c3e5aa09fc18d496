import { isFinal, type Run } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../../platform/errors/domain-error.js';
import type { Principal } from '../../../../platform/http/principal.js';
import { AuditTrail } from '../../../audit/index.js';
import { runHasEnded } from '../../bots.errors.js';
import { RunnerLink } from '../../domain/runner-link.js';
import { RunPlaces } from '../../persistence/run-places.js';
import { presentRun } from '../../persistence/run-row.js';
import { RunRepository } from '../../persistence/run.repository.js';
import { RunFinisher } from './run-finisher.js';
import { RunLedger } from './run-ledger.js';

/** Ends runs on somebody's word. A going run changes its state when the runner has seen its processes end. */
@Injectable()
export class RunCanceller {
  constructor(
    private readonly runs: RunRepository,
    private readonly places: RunPlaces,
    private readonly finisher: RunFinisher,
    private readonly link: RunnerLink,
    private readonly audit: AuditTrail,
    private readonly ledger: RunLedger,
  ) {}

  async cancel({ id, botSlug, number }: Run, { actor }: Principal): Promise<Run> {
    const row = await this.ledger.write(async () => {
      await this.places.lock((await this.runs.getRow(id)).places);
      const before = await this.runs.lockRow(id);
      if (isFinal(before.status)) throw runHasEnded();
      await this.runs.markCancelled(id, actor);
      // Nobody was told to start it, so nothing has to be ended.
      const waits = before.status === 'queued' || before.status === 'waiting-approval';
      if (waits) await this.finisher.finish(before, 'cancelled', { reason: null });
      const target = { kind: 'run', id, name: `${botSlug} #${number}` };
      await this.audit.append({ actor, action: 'run.cancelled', target, details: {} });
      return this.runs.getRow(id);
    });
    const run = presentRun(row);
    if (!isFinal(run.status)) this.link.cancel({ runId: id, attempt: run.attempt });
    return run;
  }

  /** Those that ended meanwhile are passed over. @returns how many were cancelled. */
  async cancelAll(runs: readonly Run[], principal: Principal): Promise<number> {
    let cancelled = 0;
    for (const run of runs) {
      try {
        await this.cancel(run, principal);
        cancelled += 1;
      } catch (error) {
        const isGone = error instanceof DomainError && ['run_has_ended', 'run_not_found'].includes(error.code);
        if (!isGone) throw error;
      }
    }
    return cancelled;
  }
}
