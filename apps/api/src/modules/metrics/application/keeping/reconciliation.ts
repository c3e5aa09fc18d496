import { Injectable, Logger } from '@nestjs/common';
import { Metrics } from '../../../../platform/observability/metrics.js';
import { FigureAudit } from '../../persistence/figure-audit.js';

/** Looks whether figures are what the events make: nothing may ever be found. */
@Injectable()
export class Reconciliation {
  readonly #logger = new Logger(Reconciliation.name);
  #found = 0;

  constructor(
    private readonly audit: FigureAudit,
    metrics: Metrics,
  ) {
    metrics.gauge('bothy_metric_mismatches', 'Figures that are not what the events make', () => this.#found);
  }

  /** Of all days that still have events. @returns how many figures are wrong. */
  async run(): Promise<number> {
    let found = 0;
    for (const day of await this.audit.days()) {
      const wrong = await this.audit.mismatchesOf(day);
      if (wrong > 0) this.#logger.error(`${wrong} figures of ${day} are not what its events make.`);
      found += wrong;
    }
    const sums = await this.audit.mismatchesOfSums();
    if (sums > 0) this.#logger.error(`${sums} sums are not what their days make.`);
    this.#found = found + sums;
    return this.#found;
  }
}
