import type { MetricName } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { Metrics } from '../../../../platform/observability/metrics.js';
import type { MetricEvent } from '../../domain/metric-event.js';

/** Tells Prometheus what was counted by this process. */
@Injectable()
export class CountFigures {
  readonly #count: (labels: { metric: MetricName }, by?: number) => void;
  readonly #countBytes: (labels: Record<string, never>, by?: number) => void;

  constructor(metrics: Metrics) {
    this.#count = metrics.counter('bothy_catalog_events_total', 'Downloads, clones and the like', ['metric']);
    this.#countBytes = metrics.counter('bothy_catalog_sent_bytes_total', 'Bytes sent of files and packs', []);
  }

  note(events: readonly MetricEvent[]): void {
    for (const { metric, value } of events) {
      if (metric === 'bytes') this.#countBytes({}, value);
      else this.#count({ metric }, value);
    }
  }
}
