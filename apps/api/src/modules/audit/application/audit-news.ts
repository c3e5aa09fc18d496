import { Injectable } from '@nestjs/common';
import { AuditEntries } from '../persistence/audit-entries.js';

/** Tells what was done by whatever process: this one, another server on the same database, a command on the host. */
@Injectable()
export class AuditNews {
  constructor(private readonly entries: AuditEntries) {}

  /**
   * @param behind position that was given last; null at first, which tells of nothing.
   * @param things first words of actions, for example `session`.
   * @returns the position of now, and whether one of these things was acted on meanwhile.
   */
  async of(things: readonly string[], behind: number | null): Promise<{ position: number; any: boolean }> {
    const position = (await this.entries.findHead())?.position ?? 0;
    if (behind === null || position === behind) return { position, any: false };
    return { position, any: await this.entries.existsBehind(behind, things) };
  }
}
