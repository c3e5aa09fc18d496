import type { Run } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../../platform/http/principal.js';
import { AuditTrail } from '../../../audit/index.js';
import { botIsOff, notWaiting, ownRun } from '../../bots.errors.js';
import { BotRepository, definitionOf } from '../../persistence/bot.repository.js';
import { RunPlaces } from '../../persistence/run-places.js';
import { presentRun } from '../../persistence/run-row.js';
import { RunRepository, type RunRow } from '../../persistence/run.repository.js';
import { RunAdmission } from './run-admission.js';
import { RunFinisher } from './run-finisher.js';
import { RunLedger } from './run-ledger.js';

/** Lets runs start that wait for a second pair of eyes, or ends them. */
@Injectable()
export class RunApprovals {
  constructor(
    private readonly runs: RunRepository,
    private readonly bots: BotRepository,
    private readonly places: RunPlaces,
    private readonly admission: RunAdmission,
    private readonly finisher: RunFinisher,
    private readonly audit: AuditTrail,
    private readonly ledger: RunLedger,
  ) {}

  async approve({ id }: Run, principal: Principal, reason: string): Promise<Run> {
    const row = await this.ledger.write(async () => {
      const before = await this.#lockWaiting(id);
      const bot = await this.bots.findById(before.botId);
      if (!bot?.enabled) throw botIsOff(before.botSlug);
      // By the rules of now: a run that repeats an older one must not get round them.
      const { approval, concurrency } = definitionOf(bot);
      if (approval.notRequester && before.requestedBy === principal.memberId) throw ownRun();
      const approvedBy = JSON.stringify(principal.actor);
      const approved = await this.runs.advance(id, 'queued', { approvedBy });
      if (!approved) throw notWaiting();
      const admitted = await this.admission.admit(approved, concurrency?.onBusy ?? 'queue');
      await this.#note('approved', before, principal, reason);
      return admitted;
    });
    return presentRun(row);
  }

  async reject({ id }: Run, principal: Principal, reason: string): Promise<Run> {
    const row = await this.ledger.write(async () => {
      const before = await this.#lockWaiting(id);
      const said = reason === '' ? '' : `: ${reason}`;
      const words = `${principal.actor.name} rejected it${said}${/[.!?]$/.test(said) ? '' : '.'}`;
      const rejected = await this.finisher.finish(before, 'cancelled', {
        cancelledBy: JSON.stringify(principal.actor),
        reason: words,
      });
      if (!rejected) throw notWaiting();
      await this.#note('rejected', before, principal, reason);
      return rejected;
    });
    return presentRun(row);
  }

  async #lockWaiting(id: string): Promise<RunRow> {
    await this.places.lock((await this.runs.getRow(id)).places);
    const row = await this.runs.lockRow(id);
    if (row.status !== 'waiting-approval') throw notWaiting();
    return row;
  }

  async #note(act: 'approved' | 'rejected', row: RunRow, { actor }: Principal, reason: string): Promise<void> {
    const target = { kind: 'run', id: row.id, name: `${row.botSlug} #${row.number}` };
    const details = reason === '' ? {} : { reason };
    await this.audit.append({ actor, action: `run.${act}`, target, details });
  }
}
