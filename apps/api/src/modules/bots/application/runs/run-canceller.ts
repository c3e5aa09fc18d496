import { isFinal, type Run } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../../platform/http/principal.js';
import { AuditTrail } from '../../../audit/index.js';
import { runHasEnded } from '../../bots.errors.js';
import { RunnerLink } from '../../domain/runner-link.js';
import { RunRepository } from '../../persistence/run.repository.js';
import { RunLedger } from './run-ledger.js';

/** Ends runs on somebody's word. A going run changes its state when the runner has seen its processes end. */
@Injectable()
export class RunCanceller {
  constructor(
    private readonly runs: RunRepository,
    private readonly link: RunnerLink,
    private readonly audit: AuditTrail,
    private readonly ledger: RunLedger,
  ) {}

  async cancel({ id, botSlug, number }: Run, { actor }: Principal): Promise<Run> {
    const run = await this.ledger.write(async () => {
      const before = await this.runs.get(id);
      if (isFinal(before.status)) throw runHasEnded();
      await this.runs.markCancelled(id, actor);
      const target = { kind: 'run', id, name: `${botSlug} #${number}` };
      await this.audit.append({ actor, action: 'run.cancelled', target, details: {} });
      // Nobody was told to start a queued one, so nothing has to be ended.
      if (before.status === 'queued') await this.runs.advance(id, 'cancelled');
      return this.runs.get(id);
    });
    if (!isFinal(run.status)) this.link.cancel({ runId: id, attempt: run.attempt });
    return run;
  }
}
