import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from './chromium.js';
import { PortalRig } from './portal-steps.js';
import { WatchedPage } from './watched-page.js';

const chromiumPath = process.env['BOTHY_TEST_CHROMIUM'];
const id = '7b1a9d0e-52c3-4a79-9a3c-0d6f5f2b7c11';

describe.skipIf(!chromiumPath)('Umami that never answers', () => {
  let browser: Browser;
  let silent: Server;
  let asked = 0;
  let rig: PortalRig;

  beforeAll(async () => {
    browser = await launchChromium(chromiumPath ?? '');
    silent = createServer(() => (asked += 1));
    await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening));
    const { port } = silent.address() as AddressInfo;
    rig = await PortalRig.start({ UMAMI_SCRIPT_URL: `http://127.0.0.1:${port}/script.js`, UMAMI_WEBSITE_ID: id });
  });
  afterAll(async () => {
    await browser?.close();
    await rig?.stop();
    silent?.close();
  });

  it('keeps neither the portal nor the page from working', async () => {
    const watched = await WatchedPage.open(browser);
    const { page } = watched;
    const { url } = rig.instance;
    await page.goto(`${url}/tools`, { waitUntil: 'commit' });
    await page.waitForFunction(() => '__vue_app__' in (document.querySelector('#app') ?? {}));
    expect(await page.locator('script[data-website-id]').getAttribute('data-website-id')).toBe(id);
    await page.getByRole('link', { name: 'Lochan codec' }).click();
    await page.getByRole('heading', { level: 1, name: 'Lochan codec' }).waitFor();
    await page.goto(`${url}/`, { waitUntil: 'commit' });
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    expect(await page.locator('script[data-website-id]').count()).toBe(1);
    expect(asked).toBeGreaterThanOrEqual(2);
    expect(watched.troubles).toEqual([]);
    await watched.close();
  });
});
