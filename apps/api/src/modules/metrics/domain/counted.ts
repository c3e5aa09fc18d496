import type { MetricName } from '@bothy/contracts';

/** Something that is counted once and for good. */
export interface Counted {
  readonly metric: MetricName;
  /** Slug; null for what belongs to no tool. */
  readonly tool: string | null;
  readonly version?: string | null;
  readonly file?: string | null;
  /** How many; bytes for `bytes`. */
  readonly value: number;
  /** Host of the page it came from; null where it is not known. */
  readonly referrer?: string | null;
  /** ISO 3166 code of two letters; null where it is not known. */
  readonly country?: string | null;
}

/** Whoever asks, for the length of the question only: never kept. */
export interface Visitor {
  readonly address: string;
  readonly userAgent: string;
  /** The `Referer` header as it came. */
  readonly referrer: string | undefined;
}

/** A part of a file that was sent. */
export interface SentPart {
  readonly tool: string;
  readonly version: string;
  readonly file: string;
  /** Of the whole file. */
  readonly sizeBytes: number;
  /** What was handed to the visitor's connection; `to` is not included. */
  readonly from: number;
  readonly to: number;
}
