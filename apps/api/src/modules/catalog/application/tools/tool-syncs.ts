import type { SyncResult } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../../platform/http/principal.js';
import { ReleaseSync } from '../sources/release-sync.js';
import { ToolLedger } from './tool-ledger.js';

/** Asks sources because somebody wants it now. */
@Injectable()
export class ToolSyncs {
  constructor(
    private readonly sync: ReleaseSync,
    private readonly ledger: ToolLedger,
  ) {}

  /** @throws DomainError `tool_not_found`, and what `ReleaseSync.sync` throws. */
  async run(slug: string, { actor }: Principal): Promise<SyncResult> {
    const result = await this.sync.sync(slug);
    const { unchanged, versions, added, withdrawn } = result;
    await this.ledger.write(actor, 'synced', async () => {
      const tool = await this.ledger.lock(slug);
      return { tool, details: { unchanged, versions, added, withdrawn } };
    });
    return result;
  }
}
