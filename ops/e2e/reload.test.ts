import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from './chromium.js';
import { Instance } from './instance.js';
import { setUp } from './steps.js';
import { WatchedPage } from './watched-page.js';

const chromiumPath = process.env['BOTHY_TEST_CHROMIUM'];

describe.skipIf(!chromiumPath)('a page that is left while it renews its session', () => {
  let browser: Browser;
  let instance: Instance;
  let watched: WatchedPage;

  beforeAll(async () => {
    browser = await launchChromium(chromiumPath ?? '');
    instance = await Instance.start();
    watched = await WatchedPage.open(browser);
  });
  afterAll(async () => {
    await browser?.close();
    await instance?.stop();
  });

  it('is still signed in, whenever that happens', async () => {
    const { page } = watched;
    await page.goto(await instance.setupLink());
    await setUp(page);
    for (const gapMs of [60, 140, 220, 300]) {
      // The first one is cut off by the second, at moments before, amid and after its renewal.
      const cutOff = page.reload().catch(() => undefined);
      await page.waitForTimeout(gapMs);
      await page.reload();
      await cutOff;
      await page.getByText('No bots yet').waitFor();
    }
    expect(new URL(page.url()).pathname).toBe('/');
  }, 120_000);
});
