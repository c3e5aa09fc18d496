/**
 * The hits of a search: those counted from the first line on, and a stretch of others that one stepped to beyond them.
 */
export class HitList {
  private seqs: number[] = [];
  private beyond: { from: number; to: number; seqs: readonly number[] } = { from: 0, to: 0, seqs: [] };
  /** All up to this line is counted. */
  searchedTo = 0;
  /** Everything there is was counted. */
  complete = false;

  get counted(): number {
    return this.seqs.length;
  }
  get first(): number | undefined {
    return this.seqs[0];
  }
  get last(): number | undefined {
    return this.seqs.at(-1);
  }
  get all(): readonly number[] {
    return this.beyond.seqs.length ? [...this.seqs, ...this.beyond.seqs] : this.seqs;
  }

  /** Hits behind those that are counted; `end` is the last line of the log when these were all. */
  add(seqs: readonly number[], end: number | null): void {
    for (const seq of seqs) if (seq > (this.last ?? 0)) this.seqs.push(seq);
    this.complete = end !== null;
    this.searchedTo = Math.max(this.searchedTo, end ?? this.last ?? 0);
  }

  /** More may follow behind what is counted. */
  reopen(): void {
    this.complete = false;
  }

  /** All hits in a row from line `from` on, in one direction or the other. */
  near(from: number, seqs: readonly number[]): void {
    const uncounted = seqs.filter((seq) => seq > (this.last ?? 0));
    this.beyond = { from: Math.min(from, seqs[0] ?? from), to: Math.max(from, seqs.at(-1) ?? from), seqs: uncounted };
  }

  /** The next hit behind a line, where it is known to be the next one. */
  after(seq: number): number | undefined {
    if (this.complete || seq < (this.last ?? 0)) return this.seqs[this.countTo(seq)];
    if (seq < this.beyond.from || seq >= this.beyond.to) return undefined;
    return this.beyond.seqs.find((each) => each > seq);
  }

  before(seq: number): number | undefined {
    if (this.complete || seq <= this.searchedTo + 1) return this.seqs[this.countTo(seq - 1) - 1];
    if (seq <= this.beyond.from || seq > this.beyond.to + 1) return undefined;
    return this.beyond.seqs.findLast((each) => each < seq);
  }

  /** Its place among all, counted from 1; 0 where that is not known. */
  ordinal(seq: number): number {
    const place = this.countTo(seq);
    return this.seqs[place - 1] === seq ? place : 0;
  }

  copy(): HitList {
    return Object.assign(new HitList(), this);
  }

  /** How many counted hits stand up to this line, it included. */
  private countTo(seq: number): number {
    let [low, high] = [0, this.seqs.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.seqs[middle] ?? 0) <= seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
