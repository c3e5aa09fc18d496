interface Waiting {
  readonly go: () => void;
  readonly timer: NodeJS.Timeout;
}

/** Lets one at a time pass, in the order they came. */
export class FifoLock {
  private isHeld = false;
  private readonly waiting: Waiting[] = [];

  /** @param timeoutMs how long to wait for a turn before giving up with the error that `busy` makes. */
  constructor(
    private readonly timeoutMs: number,
    private readonly busy: () => Error,
  ) {}

  async hold<T>(work: () => Promise<T>): Promise<T> {
    await this.acquire();
    try {
      return await work();
    } finally {
      this.release();
    }
  }

  private acquire(): Promise<void> {
    if (!this.isHeld) {
      this.isHeld = true;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(entry), 1);
        reject(this.busy());
      }, this.timeoutMs);
      const entry: Waiting = { go: resolve, timer };
      this.waiting.push(entry);
    });
  }

  private release(): void {
    const next = this.waiting.shift();
    if (!next) {
      this.isHeld = false;
      return;
    }
    clearTimeout(next.timer);
    next.go();
  }
}
