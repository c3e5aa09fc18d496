import type { Save } from '@bothy/ue4-codec';

/** Steps that are kept; saves share what did not change, so that they are cheap. */
const mostSteps = 500;

/** Elements of a list, from `index` on, that one came before (1) or went from (-1). */
export interface Move {
  readonly list: string;
  readonly index: number;
  readonly by: 1 | -1;
}

/** What a step does to the places in a save. */
export interface Shift {
  /** Every index means the same as before. */
  readonly steady: boolean;
  readonly moves: readonly Move[];
}

export const unsteady: Shift = { steady: false, moves: [] };

interface Entry {
  readonly save: Save;
  /** What led to it. */
  readonly shift: Shift;
}

/** The states of a save, the one that is shown among them. */
export class History {
  private entries: Entry[];
  private at = 0;
  /** Goes up with each change, undone ones included. */
  revision = 0;
  /** The revision since which every index means the same. */
  steadySince = 0;

  constructor(readonly original: Save) {
    this.entries = [{ save: original, shift: unsteady }];
  }

  get now(): Save {
    return this.entry.save;
  }

  get canUndo(): boolean {
    return this.at > 0;
  }

  get canRedo(): boolean {
    return this.at < this.entries.length - 1;
  }

  get changed(): boolean {
    return this.now !== this.original;
  }

  /** Goes on from the state that is shown: what was undone is forgotten. */
  push(save: Save, shift: Shift): void {
    if (save === this.now) return;
    this.entries = [...this.entries.slice(0, this.at + 1), { save, shift }].slice(-mostSteps);
    this.at = this.entries.length - 1;
    this.count(shift);
  }

  /** The moves that this makes. */
  undo(): readonly Move[] {
    if (!this.canUndo) return [];
    const { shift } = this.entry;
    this.at -= 1;
    this.count(shift);
    return shift.moves.toReversed().map(({ list, index, by }) => ({ list, index, by: by === 1 ? -1 : 1 }));
  }

  /** The moves that this makes. */
  redo(): readonly Move[] {
    if (!this.canRedo) return [];
    this.at += 1;
    this.count(this.entry.shift);
    return this.entry.shift.moves;
  }

  private get entry(): Entry {
    return this.entries[this.at] as Entry;
  }

  private count({ steady }: Shift): void {
    this.revision += 1;
    if (!steady) this.steadySince = this.revision;
  }
}
