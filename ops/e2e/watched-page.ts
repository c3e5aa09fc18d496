import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type Axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A page of a browser of its own, whose every complaint is kept: a test fails on any of them. */
export class WatchedPage {
  readonly #troubles: string[] = [];

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

  get troubles(): readonly string[] {
    return this.#troubles;
  }

  async #listen(): Promise<void> {
    const { page } = this;
    const trouble = (text: string) => this.#troubles.push(`${new URL(page.url()).pathname}: ${text}`);
    page.on('pageerror', (error) => trouble(`uncaught ${error.stack ?? error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning')
        trouble(`console ${message.type()}: ${message.text()}`);
    });
    page.on('requestfailed', (request) => {
      // A stream that the page itself leaves, as it does when it moves on, ends so.
      if (request.failure()?.errorText !== 'net::ERR_ABORTED')
        trouble(`${request.url()} ${request.failure()?.errorText}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 400)
        trouble(`${response.request().method()} ${response.url()} answered ${response.status()}`);
    });
    await this.context.exposeBinding('reportViolation', (_source, text: string) =>
      trouble(`content security policy: ${text}`),
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
