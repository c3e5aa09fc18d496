const mostOrigins = 256;
const rememberedMs = 600_000;

/** Origins whose answers the plain way could not read: for a while they are not asked twice each time. */
export class OddOrigins {
  readonly #until = new Map<string, number>();

  has(origin: string): boolean {
    return (this.#until.get(origin) ?? 0) > performance.now();
  }

  add(origin: string): void {
    if (this.#until.size >= mostOrigins) this.#until.clear();
    this.#until.set(origin, performance.now() + rememberedMs);
  }
}
