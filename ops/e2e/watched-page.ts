import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type Axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { picture, variants } from './screenshots.js';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * The page as it will stay: laid out for its size, with its fonts, its lists loaded, and nothing fading any more. What
 * turns for ever is not waited for.
 */
async function settled(): Promise<void> {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const moving = () =>
    document.getAnimations().filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime));
  await document.fonts.ready;
  // What a change of the size leads to is drawn in the frame after it was noticed.
  await frame();
  while (document.querySelector('.skels')) await frame();
  await frame();
  await Promise.allSettled(moving().map(({ finished }) => finished));
}

/** An answer that is no trouble, but part of what is tested. */
interface Expected {
  readonly status: number;
  readonly path: string | RegExp;
  readonly occur: () => void;
}

/** A page of a browser of its own, whose every complaint is kept: a test fails on any of them. */
export class WatchedPage {
  readonly #troubles: string[] = [];
  readonly #expected = new Set<Expected>();

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
  ) {}

  static async open(browser: Browser, width = 1360, height = 900): Promise<WatchedPage> {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme: 'light' });
    const page = await context.newPage();
    const watched = new WatchedPage(context, page);
    await watched.#listen();
    return watched;
  }

  /** Another tab of the same browser; its complaints join these. */
  async tab(): Promise<Page> {
    const page = await this.context.newPage();
    this.#listenTo(page);
    return page;
  }

  get troubles(): readonly string[] {
    return this.#troubles;
  }

  /** While `act` goes on this answer is no trouble; it must occur, or the test fails. */
  async expecting<T>(status: number, path: string | RegExp, act: () => Promise<T>): Promise<T> {
    let occur = () => {};
    const occurred = new Promise<void>((resolve) => (occur = resolve));
    const expected = { status, path, occur };
    this.#expected.add(expected);
    let late: ReturnType<typeof setTimeout> | undefined;
    try {
      const result = await act();
      const missed = new Promise<never>((_, reject) => {
        late = setTimeout(() => reject(new Error(`no answer ${status} came from ${path}`)), 5_000);
      });
      await Promise.race([occurred, missed]);
      return result;
    } finally {
      clearTimeout(late);
      this.#expected.delete(expected);
    }
  }

  #expects(status: number, url: string): boolean {
    const { pathname } = new URL(url);
    const fits = [...this.#expected].filter(
      (each) =>
        each.status === status && (typeof each.path === 'string' ? each.path === pathname : each.path.test(pathname)),
    );
    for (const each of fits) each.occur();
    return fits.length > 0;
  }

  #listenTo(page: Page): void {
    const trouble = (text: string) => this.#troubles.push(`${new URL(page.url()).pathname}: ${text}`);
    page.on('pageerror', (error) => trouble(`uncaught ${error.stack ?? error.message}`));
    page.on('console', (message) => {
      // Chromium says so of every bad answer, the expected ones too; those are judged where they come in.
      if (/^Failed to load resource: the server responded with a status of \d+/.test(message.text())) return;
      if (message.type() === 'error' || message.type() === 'warning')
        trouble(`console ${message.type()}: ${message.text()}`);
    });
    page.on('requestfailed', (request) => {
      // A stream that the page itself leaves, as it does when it moves on, ends so.
      if (request.failure()?.errorText !== 'net::ERR_ABORTED')
        trouble(`${request.url()} ${request.failure()?.errorText}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 400 && !this.#expects(response.status(), response.url()))
        trouble(`${response.request().method()} ${response.url()} answered ${response.status()}`);
    });
  }

  async #listen(): Promise<void> {
    this.#listenTo(this.page);
    await this.context.exposeBinding('reportViolation', ({ page }, text: string) =>
      this.#troubles.push(`${new URL(page.url()).pathname}: content security policy: ${text}`),
    );
    await this.context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        const report = (globalThis as { reportViolation?: (text: string) => void }).reportViolation;
        report?.(
          `${event.effectiveDirective} refused ${event.blockedURI} at ${event.sourceFile}:${event.lineNumber} ${event.sample}`,
        );
      });
    });
  }

  /** Has axe look at the page in all variants, and takes its pictures; what axe finds joins the troubles. */
  async look(name: string): Promise<void> {
    const before = this.page.viewportSize();
    for (const { name: variant, viewport, colorScheme } of variants) {
      await this.page.setViewportSize(viewport);
      await this.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await this.page.evaluate(settled);
      await this.#inspect(`${name}-${variant}`);
      await picture(this.page, `${name}-${variant}`);
    }
    await this.page.emulateMedia({ colorScheme: 'light', reducedMotion: null });
    if (before) await this.page.setViewportSize(before);
    await this.page.evaluate(settled);
  }

  /** Run from outside, so that the policy of the page stays on. */
  async #inspect(name: string): Promise<void> {
    await this.page.evaluate(axeSource);
    const findings = await this.page.evaluate(async () => {
      const { axe } = globalThis as { axe?: typeof Axe };
      if (!axe) throw new Error('axe was not loaded');
      const { violations } = await axe.run(document, {
        preload: false,
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      });
      return violations.map(
        (each) =>
          `${each.id}: ${each.help} (${each.nodes.map((node) => `${node.target} ${node.failureSummary ?? ''}`).join(' | ')})`,
      );
    });
    this.#troubles.push(...findings.map((finding) => `axe on ${name}: ${finding}`));
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}
