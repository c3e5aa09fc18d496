/** How many of something each has at this moment. */
export class Tally {
  readonly #ofEach = new Map<string, number>();
  #total = 0;

  get total(): number {
    return this.#total;
  }

  of(who: string): number {
    return this.#ofEach.get(who) ?? 0;
  }

  add(who: string): void {
    this.#ofEach.set(who, this.of(who) + 1);
    this.#total += 1;
  }

  remove(who: string): void {
    const left = this.of(who) - 1;
    if (left < 0) throw new Error('What was never counted was taken away.');
    // Whoever has none is forgotten: there may be very many.
    if (left === 0) this.#ofEach.delete(who);
    else this.#ofEach.set(who, left);
    this.#total -= 1;
  }
}
