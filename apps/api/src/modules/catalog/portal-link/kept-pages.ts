import type { RenderedPage } from '../application/portal/page-renderer.js';

const mostBytes = 16 * 1024 ** 2;
const longestMs = 60_000;

interface Kept {
  readonly rendering: Promise<RenderedPage>;
  readonly sinceMs: number;
  /** 0 while it is being rendered. */
  sizeBytes: number;
}

/** Pages of the last minute, in bounded room: a crawl of many readers renders each of them once. */
export class KeptPages {
  /** The oldest first. */
  readonly #pages = new Map<string, Kept>();
  #usedBytes = 0;

  get usedBytes(): number {
    return this.#usedBytes;
  }

  /** The page that is kept, or else is rendered now. One that fails is not kept. */
  get(key: string, nowMs: number, render: () => Promise<RenderedPage>): Promise<RenderedPage> {
    this.#forgetOld(nowMs);
    const known = this.#pages.get(key);
    if (known) return known.rendering;
    const kept: Kept = { rendering: render(), sinceMs: nowMs, sizeBytes: 0 };
    this.#pages.set(key, kept);
    kept.rendering.then(
      ({ html }) => this.#measured(key, kept, Buffer.byteLength(html)),
      () => this.#forget(key, kept),
    );
    return kept.rendering;
  }

  #measured(key: string, kept: Kept, sizeBytes: number): void {
    if (this.#pages.get(key) !== kept) return;
    kept.sizeBytes = sizeBytes;
    this.#usedBytes += sizeBytes;
    for (const [oldest, page] of this.#pages) {
      if (this.#usedBytes <= mostBytes) return;
      this.#forget(oldest, page);
    }
  }

  #forgetOld(nowMs: number): void {
    for (const [key, kept] of this.#pages) {
      // Also where the clock was set back.
      if (Math.abs(nowMs - kept.sinceMs) < longestMs) return;
      this.#forget(key, kept);
    }
  }

  #forget(key: string, kept: Kept): void {
    if (this.#pages.get(key) !== kept) return;
    this.#pages.delete(key);
    this.#usedBytes -= kept.sizeBytes;
  }
}
