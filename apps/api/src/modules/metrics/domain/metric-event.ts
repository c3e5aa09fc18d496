import type { Counted } from './counted.js';

/** Something counted as it is kept: the evidence of all figures. */
export interface MetricEvent extends Counted {
  /** Drawn when it was counted: by it a writer knows what it has written already. */
  readonly id: string;
  /** An instant with milliseconds. */
  readonly at: string;
}
