const bytesPerTurn = 2 * 1024 * 1024;

/**
 * How much all exchanges together pass on in one turn of the event loop: without it a fast one keeps the loop for
 * megabytes, and many of them keep everybody else waiting.
 */
export class TurnBudget {
  #left = bytesPerTurn;
  #isRefilled = true;

  /** @returns whether there is more to spend in this turn. */
  spend(bytes: number): boolean {
    this.#left -= bytes;
    if (this.#isRefilled) {
      this.#isRefilled = false;
      setImmediate(() => {
        this.#left = bytesPerTurn;
        this.#isRefilled = true;
      });
    }
    return this.#left > 0;
  }
}
