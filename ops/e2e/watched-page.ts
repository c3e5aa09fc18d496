import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type Axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What fades in has its own colours only once it is there; what turns for ever is not waited for. */
const settled = () =>
  Promise.allSettled(
    document
      .getAnimations()
      .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime))
      .map(({ finished }) => finished),
  );

/** A page of a browser of its own, whose every complaint is kept: a test fails on any of them. */
export class WatchedPage {
  readonly #troubles: string[] = [];
  readonly #expected: { readonly status: number; readonly path: string | RegExp }[] = [];

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

  /** From now on this answer is no trouble, but part of what is tested. */
  expecting(status: number, path: string | RegExp): void {
    this.#expected.push({ status, path });
  }

  #expects(status: number, url: string): boolean {
    const { pathname } = new URL(url);
    return this.#expected.some(
      (each) =>
        each.status === status && (typeof each.path === 'string' ? each.path === pathname : each.path.test(pathname)),
    );
  }

  #listenTo(page: Page): void {
    const trouble = (text: string) => this.#troubles.push(`${new URL(page.url()).pathname}: ${text}`);
    page.on('pageerror', (error) => trouble(`uncaught ${error.stack ?? error.message}`));
    page.on('console', (message) => {
      // Chromium says so of every bad answer, the expected ones too.
      const refused = /^Failed to load resource: the server responded with a status of (\d+)/.exec(message.text())?.[1];
      if (refused && this.#expects(Number(refused), message.location().url)) return;
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

  /** Has axe look at the page as it stands; what it finds joins the troubles. Run from outside, so that the policy stays on. */
  async inspect(name: string): Promise<void> {
    await this.page.evaluate(settled);
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
