import { Injectable } from '@nestjs/common';
import type { AuditAnchor } from '../domain/audit-anchor.js';
import { ChainWalk } from '../domain/chain-walk.js';
import { AnchorFile } from '../persistence/anchor-file.js';
import { AuditEntries } from '../persistence/audit-entries.js';

/** What a walk over the chain found. */
export interface AuditVerdict {
  /** Entries found to be as they were written, counted from the first. */
  readonly checked: number;
  /** Position of the first entry that does not fit, or is missing; null when all fit. */
  readonly brokenAt: number | null;
  /** What is wrong, in plain words; null when the trail is as it was written. */
  readonly reason: string | null;
  /** How many anchors the trail was held against, and the newest of them. */
  readonly anchors: { readonly count: number; readonly newest: AuditAnchor | null };
}

const batch = 500;

/** The newest anchor, and what is wrong there; `reason` is null when the trail still holds what was anchored. */
export interface AnchorVerdict {
  readonly newest: AuditAnchor | null;
  readonly entries: number;
  readonly reason: string | null;
}

/** Finds out whether the trail is as it was written. Needs the same small memory for any length of it. */
@Injectable()
export class AuditVerifier {
  constructor(
    private readonly entries: AuditEntries,
    private readonly anchorFile: AnchorFile,
  ) {}

  /**
   * Any row that was edited, dropped, moved or put in breaks the chain at its place. What was done with more care (rows
   * behind it or the head fitted to it) is told by the anchors, up to the newest of them.
   */
  async verify(): Promise<AuditVerdict> {
    // In this order: anchors that are written meanwhile are not looked at, and what they stand for is there.
    const { anchors, strangers } = await this.anchorFile.read();
    // Entries that arrive during the walk lie behind it.
    const extent = await this.entries.extent();
    const walk = new ChainWalk(anchors, extent);
    let reason: string | null = null;
    while (reason === null && walk.position < extent.last) {
      const rows = await this.entries.findRowsAfter(walk.after, Math.min(batch, extent.last - walk.position));
      reason = walk.take(rows) ?? (rows.length === 0 ? walk.missing() : null);
    }
    reason ??= walk.end();
    const known = { count: anchors.length, newest: anchors.at(-1) ?? null };
    if (reason !== null) return { checked: walk.position, brokenAt: walk.brokenAt, reason, anchors: known };
    return { checked: walk.position, brokenAt: null, reason: foreignLines(strangers), anchors: known };
  }

  /** Looks at the newest anchor only, which takes no time: a cut-off end or a chain written anew shows there. */
  async verifyNewest(): Promise<AnchorVerdict> {
    const { anchors, strangers } = await this.anchorFile.read();
    const newest = anchors.at(-1) ?? null;
    const head = await this.entries.findHead();
    const entries = head?.position ?? 0;
    const wrong = foreignLines(strangers);
    if (newest === null) return { newest, entries, reason: wrong };
    const [row] = await this.entries.findRowsAfter(newest.position - 1, 1);
    const isThere = row?.position === newest.position && row.placed?.record.hash === newest.hash;
    const reason = `Entry ${newest.position}, anchored at ${newest.at}, is not in the trail any more.`;
    return { newest, entries, reason: isThere ? wrong : reason };
  }
}

const foreignLines = (count: number): string | null =>
  count === 0
    ? null
    : `${count} lines of the file audit-anchors were not written by this server: ` +
      'someone changed that file, or the key keys/audit.';
