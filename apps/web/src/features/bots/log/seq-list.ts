/** A growing list of line numbers in order, 4 bytes each. */
export class SeqList {
  private numbers = new Uint32Array(1024);
  length = 0;

  push(seq: number): void {
    if (this.length && seq <= this.at(this.length - 1)) return;
    if (this.length === this.numbers.length) this.resize(this.numbers.length * 2, 0);
    this.numbers[this.length] = seq;
    this.length += 1;
  }

  /** Puts numbers that are all smaller in front. */
  prepend(seqs: readonly number[]): void {
    this.resize(Math.max(1024, (this.length + seqs.length) * 2), seqs.length);
    this.numbers.set(seqs);
    this.length += seqs.length;
  }

  at(index: number): number {
    return this.numbers[index] ?? 0;
  }

  /** The place of this number, or of the next greater one. */
  indexOf(seq: number): number {
    let [low, high] = [0, this.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.at(middle) < seq) low = middle + 1;
      else high = middle;
    }
    return Math.min(low, Math.max(0, this.length - 1));
  }

  private resize(size: number, from: number): void {
    const grown = new Uint32Array(size);
    grown.set(this.numbers.subarray(0, this.length), from);
    this.numbers = grown;
  }
}
