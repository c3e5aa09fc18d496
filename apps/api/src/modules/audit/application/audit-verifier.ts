import { Injectable } from '@nestjs/common';
import { genesisHash, hashOf } from '../domain/audit-record.js';
import { AuditEntries, type PlacedRecord } from '../persistence/audit-entries.js';

/** What a walk over the chain found: `brokenAt` is the position of the first entry that does not fit, or null. */
export interface AuditVerdict {
  readonly checked: number;
  readonly brokenAt: number | null;
}

const batch = 500;

/** Finds out whether the trail is as it was written. */
@Injectable()
export class AuditVerifier {
  constructor(private readonly entries: AuditEntries) {}

  /** An entry that was changed, dropped or moved breaks the chain at its place; a missing tail, behind its end. */
  async verify(): Promise<AuditVerdict> {
    // Read first: entries that arrive during the walk lie behind it and are not looked at.
    const head = await this.entries.findHead();
    let position = 0;
    let hash = genesisHash;
    while (position < head.position) {
      const next = await this.entries.findAfter(position, Math.min(batch, head.position - position));
      for (const entry of next) {
        if (!follows(entry, position, hash)) return { checked: position, brokenAt: position + 1 };
        position = entry.position;
        hash = entry.record.hash;
      }
      if (next.length === 0) return { checked: position, brokenAt: position + 1 };
    }
    return { checked: position, brokenAt: hash === head.hash ? null : position };
  }
}

const follows = ({ position, record }: PlacedRecord, before: number, hash: string): boolean =>
  position === before + 1 && record.prevHash === hash && hashOf(record) === record.hash;
