import type { MetricEvent } from './metric-event.js';
import type { Spans } from './spans.js';

/** Parts of one file that one visitor got on one day: once they are all of it, `event` is counted. */
export interface Claim {
  /** Names the visitor of this day together with the file, and tells nothing of either. */
  readonly id: string;
  readonly day: string;
  readonly sizeBytes: number;
  readonly spans: Spans;
  readonly event: Omit<MetricEvent, 'id'>;
}

/** What is kept of a claim. */
export interface ClaimState {
  readonly day: string;
  readonly id: string;
  readonly spans: Spans;
  readonly counted: boolean;
}
