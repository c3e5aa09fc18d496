import type { AuditAnchor } from './audit-anchor.js';
import { genesisHash, hashOf, type AuditRecord } from './audit-record.js';

interface Extent {
  readonly head: { readonly position: number; readonly hash: string } | null;
  readonly count: number;
  readonly last: number;
}

interface Row {
  readonly position: number;
  readonly placed: { readonly record: AuditRecord } | null;
}

/** Goes along the chain from its first entry and says where, and why, it is not what was written. */
export class ChainWalk {
  /** Position and hash of the last entry that fits. */
  position = 0;
  private hash = genesisHash;
  private nextAnchor = 0;
  /** Where to go on reading: at first the least number a position can be, for rows may have been put in front. */
  after = -(2 ** 31);
  brokenAt: number | null = null;

  constructor(
    private readonly anchors: readonly AuditAnchor[],
    private readonly extent: Extent,
  ) {}

  /** Why the first of these rows that does not fit does not; null when all do. */
  take(rows: readonly Row[]): string | null {
    for (const row of rows) {
      const reason = this.misfitOf(row) ?? this.anchorMisfit(row.position, row.placed?.record.hash ?? '');
      if (reason !== null) return reason;
      this.position = this.after = row.position;
      this.hash = row.placed?.record.hash ?? '';
    }
    return null;
  }

  missing(): string {
    return this.breaks(this.position + 1, `Entry ${this.position + 1} is missing.`);
  }

  /** What is wrong although each row up to the last fits. */
  end(): string | null {
    const { head, count } = this.extent;
    const { position } = this;
    const anchor = this.anchors[this.nextAnchor];
    if (anchor) {
      return this.breaks(
        position + 1,
        `The trail ends with entry ${position}, but entry ${anchor.position} was anchored at ${anchor.at}: the end was ` +
          'cut off, or lost when an older copy of the database was put back.',
      );
    }
    if (count !== position) return this.breaks(position, `There are ${count} entries, but ${position} have a place.`);
    if (head === null) return this.breaks(position, 'The row that holds the end of the chain (audit_head) is gone.');
    if (head.position > position) {
      return this.breaks(position + 1, `Entries ${position + 1} to ${head.position} are missing at the end.`);
    }
    if (head.position < position) {
      return this.breaks(head.position + 1, `Entry ${head.position + 1} stands behind the end of the chain.`);
    }
    if (head.hash !== this.hash) {
      return this.breaks(position, `The end of the chain (audit_head) has another hash than entry ${position}.`);
    }
    return null;
  }

  private misfitOf({ position, placed }: Row): string | null {
    const expected = this.position + 1;
    if (position > expected) return this.missing();
    if (position < expected) return this.breaks(expected, `There is an entry too many at position ${position}.`);
    if (placed === null)
      return this.breaks(position, `Entry ${position} was edited: its columns contradict each other.`);
    const { record } = placed;
    if (hashOf(record) !== record.hash) {
      return this.breaks(position, `Entry ${position} was edited: its hash is not that of its content.`);
    }
    if (record.prevHash === this.hash) return null;
    return this.breaks(
      position,
      `Entry ${position} does not follow the one before it: one of them was replaced or moved.`,
    );
  }

  /** There may be several anchors for one position. */
  private anchorMisfit(position: number, hash: string): string | null {
    for (; this.anchors[this.nextAnchor]?.position === position; this.nextAnchor += 1) {
      const anchor = this.anchors[this.nextAnchor];
      if (!anchor || anchor.hash === hash) continue;
      const first = (this.anchors[this.nextAnchor - 1]?.position ?? 0) + 1;
      const where = first < position ? `from somewhere in ${first} to ${position} on` : `from ${position} on`;
      return this.breaks(
        position,
        `Entry ${position} is not the one that was anchored at ${anchor.at}: ${where} the chain was written anew.`,
      );
    }
    return null;
  }

  private breaks(position: number, reason: string): string {
    this.brokenAt = position;
    return reason;
  }
}
