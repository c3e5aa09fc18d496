import type { Run } from '@bothy/contracts';

/** What a run is made of, whoever asks for it. */
export interface RunRequest {
  readonly slug: string;
  /** As given; checked against the bot's schema, which adds the defaults. */
  readonly params: Run['params'];
  readonly trigger: Run['trigger'];
  /** Values that come as text from elsewhere are made what the schema wants. */
  readonly coerce?: boolean;
  /** The member who asks, or whose token does. */
  readonly requestedBy?: string;
  /** The run that asks for this one. */
  readonly parentRunId?: string;
  /** The run to repeat: with the bot as it was then. */
  readonly rerunOf?: Pick<Run, 'id' | 'botVersion'>;
  /** Within 24 h the same key of the same scope answers the first run. */
  readonly idempotency?: { readonly scope: string; readonly key: string };
}
