import type { SaveNode } from '@bothy/ue4-codec';

/** A node of the tree whose parts are in sight, and those of its parts that are open too. */
export class OpenNode {
  /** Sorted by their slot. */
  private children: OpenNode[] = [];
  private known: number | undefined;

  constructor(
    readonly node: SaveNode,
    readonly path: string,
    readonly parent: OpenNode | undefined,
    /** Which of the parent's shown parts it is. */
    readonly slot: number,
    /** The indexes of the only parts that are shown, in order; all of them otherwise. */
    readonly only: readonly number[] | undefined = undefined,
  ) {}

  /** 0 at the root. */
  get level(): number {
    return this.parent === undefined ? 0 : this.parent.level + 1;
  }

  /** How many of its own parts are shown. */
  get shown(): number {
    return this.only?.length ?? this.node.count;
  }

  /** The part that is shown in a slot. */
  indexAt(slot: number): number {
    return this.only?.[slot] ?? slot;
  }

  /** Where a part is shown, or -1. */
  slotOf(index: number): number {
    if (this.only === undefined) return index;
    return this.only.indexOf(index);
  }

  /** How many lines its parts take, with all that is open in them. */
  get total(): number {
    this.known ??= this.children.reduce((sum, child) => sum + child.total, this.shown);
    return this.known;
  }

  /** The open one among its parts. */
  openAt(slot: number): OpenNode | undefined {
    return this.children.find((child) => child.slot === slot);
  }

  add(child: OpenNode): void {
    this.children.push(child);
    this.known = undefined;
  }

  /** Once all are added. */
  sort(): void {
    this.children.sort((one, other) => one.slot - other.slot);
  }

  /** The number of the line of one of its parts, in the whole tree. */
  lineOf(slot: number): number {
    let line = (this.parent === undefined ? 0 : this.parent.lineOf(this.slot) + 1) + slot;
    for (const child of this.children) {
      if (child.slot >= slot) break;
      line += child.total;
    }
    return line;
  }

  /** Calls `take` for the lines `from` up to and without `to`, counted from its first part. */
  lines(from: number, to: number, take: (open: OpenNode, slot: number) => void): void {
    let slot = 0;
    let line = 0;
    for (const child of [...this.children, undefined]) {
      const end = child === undefined ? this.shown : child.slot + 1;
      const first = Math.max(slot, slot + (from - line));
      for (let at = first; at < end && line + (at - slot) < to; at += 1) take(this, at);
      line += Math.max(0, end - slot);
      slot = end;
      if (line >= to) return;
      if (child === undefined) return;
      if (line + child.total > from) child.lines(from - line, to - line, take);
      line += child.total;
      if (line >= to) return;
    }
  }
}
