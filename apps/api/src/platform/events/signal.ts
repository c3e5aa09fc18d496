/** Wakes all who wait each time something happens. Whoever stops waiting leaves nothing behind. */
export class Signal {
  readonly #waiting = new Set<() => void>();

  add(wake: () => void): void {
    this.#waiting.add(wake);
  }

  delete(wake: () => void): void {
    this.#waiting.delete(wake);
  }

  notify(): void {
    const woken = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of woken) wake();
  }
}
