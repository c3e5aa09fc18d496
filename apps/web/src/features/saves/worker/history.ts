import type { Save } from '@bothy/ue4-codec';

/** Steps that are kept; saves share what did not change, so that they are cheap. */
const mostSteps = 500;

/** The states of a save, the one that is shown among them. */
export class History {
  private states: Save[];
  private at = 0;
  /** Goes up with each change, undone ones included. */
  revision = 0;

  constructor(readonly original: Save) {
    this.states = [original];
  }

  get now(): Save {
    return this.states[this.at] as Save;
  }

  get canUndo(): boolean {
    return this.at > 0;
  }

  get canRedo(): boolean {
    return this.at < this.states.length - 1;
  }

  get changed(): boolean {
    return this.now !== this.original;
  }

  /** Goes on from the state that is shown: what was undone is forgotten. */
  push(save: Save): void {
    if (save === this.now) return;
    this.states = [...this.states.slice(0, this.at + 1), save].slice(-mostSteps);
    this.at = this.states.length - 1;
    this.revision += 1;
  }

  undo(): void {
    if (this.canUndo) this.move(-1);
  }

  redo(): void {
    if (this.canRedo) this.move(1);
  }

  private move(by: number): void {
    this.at += by;
    this.revision += 1;
  }
}
