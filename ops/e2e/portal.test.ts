import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from './chromium.js';
import { PortalRig, sha256 } from './portal-steps.js';
import { WatchedPage } from './watched-page.js';

const chromiumPath = process.env['BOTHY_TEST_CHROMIUM'];
const pages = ['/tools', '/tools/codec', '/tools/codec/2.4.0', '/tools/mirror'];

/** What moved while the page came to be, and what it is made of. */
const shifts = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value;
        }).observe({ type: 'layout-shift', buffered: true });
        // Letters of another width would move it; then it is drawn twice, so that all of it was seen.
        void document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum))));
      }),
  );
const markup = (page: Page): Promise<string> =>
  page.evaluate(() => new XMLSerializer().serializeToString(document.querySelector('#app') ?? document));
/** Vue has taken over: the root knows its application. */
const hydrated = (page: Page) => page.waitForFunction(() => '__vue_app__' in (document.querySelector('#app') ?? {}));

describe.skipIf(!chromiumPath)('the portal, in a browser', () => {
  let browser: Browser;
  let rig: PortalRig;
  let url: string;

  beforeAll(async () => {
    browser = await launchChromium(chromiumPath ?? '');
    rig = await PortalRig.start();
    ({ url } = rig.instance);
  });
  afterAll(async () => {
    await browser?.close();
    await rig?.stop();
  });

  it('reads without JavaScript, to the download', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1360, height: 900 } });
    const page = await context.newPage();
    await page.goto(`${url}/tools`);
    await page.getByRole('heading', { level: 1, name: 'Tools' }).waitFor();
    expect(await page.getByText('Inside only').count()).toBe(0);
    await page.getByRole('link', { name: 'Lochan codec' }).click();
    await page.getByRole('heading', { level: 1, name: 'Lochan codec' }).waitFor();
    await page.getByText(sha256).first().waitFor();
    await page.getByText('A codec for the saves').waitFor();
    await page.getByText(`git clone ${url}/git/codec.git`).waitFor();
    // What only a script could do is not there.
    expect(await page.locator('button:visible').count()).toBe(0);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download lochan-codec-2.4.0.tgz' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('lochan-codec-2.4.0.tgz');
    expect(
      createHash('sha256')
        .update(await readFile(await download.path()))
        .digest('hex'),
    ).toBe(sha256);
    await page.getByRole('link', { name: '1.9.0' }).click();
    await page.getByRole('heading', { level: 1, name: 'Lochan codec 1.9.0' }).waitFor();
    // A slash too many leads where it was meant to, and anything deeper to the page for what is missing.
    expect((await page.goto(`${url}/tools/codec/`))?.url()).toBe(`${url}/tools/codec`);
    expect((await page.goto(`${url}/tools/codec/1.9.0/more`))?.status()).toBe(404);
    const missing = await page.goto(`${url}/tools/inside`);
    expect(missing?.status()).toBe(404);
    await page.getByRole('heading', { level: 1, name: 'There is no such page' }).waitFor();
    await context.close();
  });

  it.each(pages)('is taken over in the browser without a move: %s', async (path) => {
    const still = await browser.newContext({ javaScriptEnabled: false });
    const plain = await still.newPage();
    const watched = await WatchedPage.open(browser);
    const { page } = watched;
    await page.goto(url + path);
    await hydrated(page);
    expect(await shifts(page)).toBe(0);
    await plain.goto(url + path);
    // Without scripts the same page is asked through the protocol of the browser, which runs in a world of its own.
    expect(await markup(page)).toBe(await markup(plain));
    expect(watched.troubles).toEqual([]);
    await Promise.all([still.close(), watched.close()]);
  });

  it('looks as it should, to people and to axe', async () => {
    const watched = await WatchedPage.open(browser);
    for (const [name, path] of [
      ['portal-list', '/tools'],
      ['portal-tool', '/tools/codec'],
      ['portal-version', '/tools/codec/2.4.0'],
      ['portal-stale', '/tools/mirror'],
      ['portal-empty', '/tools/launcher'],
    ] as const) {
      await watched.page.goto(url + path);
      await hydrated(watched.page);
      await watched.look(name);
    }
    await watched.expecting(404, '/tools/inside', () => watched.page.goto(`${url}/tools/inside`));
    await watched.look('portal-missing');
    expect(watched.troubles).toEqual([]);
    await watched.close();
  });

  it('goes from page to page in place, back and forth', async () => {
    const watched = await WatchedPage.open(browser);
    const { page } = watched;
    await page.goto(`${url}/tools`);
    await hydrated(page);
    await page.evaluate(() => Object.assign(globalThis, { same: true }));
    await page.getByRole('link', { name: 'Lochan codec' }).click();
    await page.getByRole('heading', { level: 1, name: 'Lochan codec' }).waitFor();
    expect([page.url(), await page.title()]).toEqual([`${url}/tools/codec`, 'Lochan codec 2.4.0 · Bothy']);
    await page.getByRole('link', { name: 'What changed' }).click();
    await page.getByRole('heading', { level: 1, name: 'Lochan codec 2.4.0' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 2, name: 'Readme' }).waitFor();
    const drawn = await page.locator('body').innerText();
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Tools' }).waitFor();
    await page.goForward();
    await page.getByRole('heading', { level: 1, name: 'Lochan codec' }).waitFor();
    expect(await page.evaluate(() => 'same' in globalThis)).toBe(true);
    await page.getByRole('link', { name: 'how to install it' }).click();
    expect(new URL(page.url()).hash).toBe('#readme-install');
    await page.getByRole('heading', { name: 'Install' }).waitFor();
    // Back to where the link was read, and to the part again.
    const down = await page.evaluate(() => scrollY);
    expect(down).toBeGreaterThan(0);
    await page.goBack();
    await expect.poll(() => page.evaluate(() => scrollY)).not.toBe(down);
    expect(new URL(page.url()).hash).toBe('');
    await page.goForward();
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(down);
    await page.reload();
    await hydrated(page);
    expect(withoutTimes(await page.locator('body').innerText())).toBe(withoutTimes(drawn));
    expect(watched.troubles).toEqual([]);
    await watched.close();
  });

  it('copies the checksum and the command', async () => {
    const watched = await WatchedPage.open(browser);
    const { page } = watched;
    await watched.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(`${url}/tools/codec`);
    await hydrated(page);
    await page.getByRole('button', { name: 'Copy the SHA-256 of lochan-codec-2.4.0.tgz' }).click();
    await page.getByText('Copied').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(sha256);
    await page.getByRole('button', { name: 'Copy the command' }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(`git clone ${url}/git/codec.git`);
    expect(watched.troubles).toEqual([]);
    await watched.close();
  });
});

/** Times ago go on. */
const withoutTimes = (text: string): string => text.replace(/just now|\d+ min ago/g, 'some time ago');
