const mostBlocks = 4096;

/** Which lines are marked, as exactly as a ruler of some hundred px can show: neighbours share a mark once there are many. */
export class LineMarks {
  private blocks = new Set<number>();
  private size = 1;

  add(seq: number): void {
    this.blocks.add(Math.floor((seq - 1) / this.size));
    while (this.blocks.size > mostBlocks) {
      this.size *= 2;
      this.blocks = new Set([...this.blocks].map((block) => block >> 1));
    }
  }

  get isEmpty(): boolean {
    return this.blocks.size === 0;
  }

  /** Places from 0 to `steps` in a log of so many lines. */
  places(lines: number, steps: number): number[] {
    const at = (block: number) => Math.round(((block + 0.5) * this.size * steps) / Math.max(1, lines));
    return [...new Set([...this.blocks].map((block) => Math.min(steps, at(block))))];
  }
}
