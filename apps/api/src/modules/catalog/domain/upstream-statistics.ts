import type { ToolSource } from '@bothy/contracts';

export interface UpstreamDay {
  /** UTC, as `2026-11-21`. */
  readonly day: string;
  readonly fetches: number;
}

/** What a GitLab counted itself. */
export abstract class UpstreamStatistics {
  /**
   * The last thirty days.
   *
   * @throws DomainError of the kind `unavailable`
   */
  abstract of(source: Extract<ToolSource, { kind: 'gitlab' }>): Promise<UpstreamDay[]>;
}
