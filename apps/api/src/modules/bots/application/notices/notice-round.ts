import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { Metrics } from '../../../../platform/observability/metrics.js';
import { type ClaimedNotice, NoticeRepository } from '../../persistence/keeping/notice.repository.js';
import { NoticeDelivery } from './notice-delivery.js';

const atOnce = 10;
/** Longer than any attempt takes. */
const leaseMs = 60_000;

type Outcome = { kind: ClaimedNotice['kind']; outcome: 'sent' | 'failed' | 'waiting' };

/**
 * Delivers what is due. A notice goes out at least once: a server that dies between the receiver's word that it took
 * the notice and the row that says so will send it again, under the same id.
 */
@Injectable()
export class NoticeRound {
  readonly #count: (labels: Outcome) => void;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly notices: NoticeRepository,
    private readonly delivery: NoticeDelivery,
    metrics: Metrics,
  ) {
    const help = 'Attempts at notices of runs, by how they ended';
    this.#count = metrics.counter('bothy_notices_total', help, ['kind', 'outcome']);
    metrics.gauge('bothy_notices_waiting', 'Notices of runs that are still to be delivered', () =>
      notices.count('waiting'),
    );
  }

  /** @returns how many were tried; 0 when none is due. */
  async run(signal: AbortSignal): Promise<number> {
    const claimed = await this.unitOfWork.run(() => this.notices.claimDue(atOnce, leaseMs));
    await Promise.all(claimed.map((notice) => this.#deliver(notice, signal)));
    return claimed.length;
  }

  async #deliver(notice: ClaimedNotice, signal: AbortSignal): Promise<void> {
    const outcome = await this.delivery.attempt(notice, signal);
    await this.unitOfWork.run(() => this.notices.settle(notice, outcome));
    this.#count({ kind: notice.kind, outcome: outcome.state });
  }
}
