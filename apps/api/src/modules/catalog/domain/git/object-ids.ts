/** 48 bits: that two of a few hundred thousand objects share them is one in thousands, and what hangs on it is one count. */
const keptDigits = 12;
const firstRoom = 64;

/** Object ids in few bytes: eight for each of them, whatever the hash. */
export class ObjectIds {
  #numbers = new Float64Array(firstRoom);
  #size = 0;
  #isSorted = true;

  constructor(private readonly most: number) {}

  get size(): number {
    return this.#size;
  }

  /** Beyond `most` it is not taken. */
  add(id: string): void {
    if (this.#size >= this.most) return;
    if (this.#size === this.#numbers.length) {
      const wider = new Float64Array(Math.min(this.most, this.#size * 2));
      wider.set(this.#numbers);
      this.#numbers = wider;
    }
    this.#numbers[this.#size] = numberOf(id);
    this.#size += 1;
    this.#isSorted = false;
  }

  has(id: string): boolean {
    const numbers = this.#numbers.subarray(0, this.#size);
    if (!this.#isSorted) numbers.sort();
    this.#isSorted = true;
    const wanted = numberOf(id);
    let low = 0;
    let high = numbers.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((numbers[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    return numbers[low] === wanted;
  }
}

const numberOf = (id: string): number => Number.parseInt(id.slice(0, keptDigits), 16);
