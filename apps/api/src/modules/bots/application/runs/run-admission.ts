import { isFinal, type OnBusy } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { house } from '../../domain/house.js';
import { RunnerLink } from '../../domain/runner-link.js';
import { RunPlaces } from '../../persistence/run-places.js';
import { RunRepository, type RunRow } from '../../persistence/run.repository.js';
import { PlaceKeeper } from './place-keeper.js';
import { RunFinisher } from './run-finisher.js';
import { RunLedger } from './run-ledger.js';

const replaced = 'A newer run took its place.';

/** Decides what becomes of a run that is queued now: it goes on, waits, is skipped, or makes others give way. */
@Injectable()
export class RunAdmission {
  constructor(
    private readonly runs: RunRepository,
    private readonly places: RunPlaces,
    private readonly keeper: PlaceKeeper,
    private readonly finisher: RunFinisher,
    private readonly ledger: RunLedger,
    private readonly unitOfWork: UnitOfWork,
    private readonly link: RunnerLink,
  ) {}

  /** In a unit of work that holds the lock of the run's places. Answers the run as it is then. */
  async admit(row: RunRow, onBusy: OnBusy): Promise<RunRow> {
    if (row.places === null) {
      this.ledger.ready(row);
      return row;
    }
    if (onBusy === 'cancel-running') await this.#makeWay(row, row.places);
    if (onBusy === 'replace-pending') await this.#replaceWaiting(row, row.places);
    await this.keeper.promote(row.places);
    const admitted = await this.runs.getRow(row.id);
    if (admitted.place !== null) return admitted;
    if (onBusy !== 'skip')
      return (await this.runs.change(row.id, 'queued', { reason: 'It waits for its turn.' })) ?? admitted;
    const busy = row.placeLimit === 1 ? 'Another run was' : `${row.placeLimit} other runs were`;
    return (await this.finisher.finish(row, 'skipped', { reason: `${busy} under way.` })) ?? admitted;
  }

  /** The newest go on, as many as there are places; all before them are cancelled. */
  async #makeWay(row: RunRow, places: string): Promise<void> {
    const going = (await this.places.underWay(places)).filter((each) => each.cancelledBy === null);
    for (const { id } of going.slice(row.placeLimit ?? 1)) {
      const each = await this.runs.lockRow(id);
      if (isFinal(each.status)) continue;
      await this.runs.markCancelled(each.id, house);
      if (each.status === 'queued') await this.finisher.finish(each, 'cancelled', { reason: replaced });
      else {
        const ref = { runId: each.id, attempt: each.attempt };
        this.unitOfWork.afterCommit(() => this.link.cancel(ref));
        this.ledger.changed(await this.runs.getRow(each.id));
      }
    }
  }

  async #replaceWaiting(row: RunRow, places: string): Promise<void> {
    for (const each of await this.places.waiting(places)) {
      if (each.id < row.id)
        await this.finisher.finish(await this.runs.lockRow(each.id), 'skipped', { reason: replaced });
    }
  }
}
