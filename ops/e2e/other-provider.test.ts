import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ForeignProvider, foreignClientSecret } from '../../apps/api/src/testing/foreign-provider.js';
import { launchChromium } from './chromium.js';
import { freePort } from './free-port.js';
import { confirmWithPasskey, said, setUpWithPasskey } from './identity-steps.js';
import { Instance } from './instance.js';
import { WatchedPage } from './watched-page.js';

const chromiumPath = process.env['BOTHY_TEST_CHROMIUM'];
const userMenu = async (page: Page, entry: string) => {
  await page.getByRole('button', { name: /, settings$/ }).click();
  await page.getByRole('menuitem', { name: entry }).click();
};

describe.skipIf(!chromiumPath)('another provider, in a browser', () => {
  let browser: Browser;
  let provider: ForeignProvider;
  let instance: Instance;
  let watched: WatchedPage;
  let page: Page;
  /** Who one says one is, when the provider asks; null turns back there. */
  let account: string | null = null;
  /** By the browser's own means: what a redirect leads to is out of reach of routes. */
  const answerProvider = async () => {
    const devtools = await watched.context.newCDPSession(page);
    await devtools.send('Fetch.enable', { patterns: [{ urlPattern: `${provider.issuer}/interaction/*` }] });
    devtools.on('Fetch.requestPaused', ({ requestId, request }) => {
      const url = account === null ? request.url : `${request.url}?as=${account}`;
      void devtools.send('Fetch.continueRequest', { requestId, url });
    });
  };
  const goOn = () => page.getByRole('link', { name: 'Go on with Lochan ID' }).click();

  beforeAll(async () => {
    browser = await launchChromium(chromiumPath ?? '');
    const port = await freePort();
    provider = await ForeignProvider.start(`http://localhost:${port}/api/auth/oidc/callback`);
    const settings = {
      BOTHY_ALLOW_PRIVATE_HOSTS: 'localhost',
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: 'bothy',
      OIDC_CLIENT_SECRET: foreignClientSecret,
      OIDC_NAME: 'Lochan ID',
    };
    instance = await Instance.start(undefined, settings, port);
    watched = await WatchedPage.open(browser);
    page = watched.page;
    await answerProvider();
    await setUpWithPasskey(watched, instance);
  });
  afterAll(async () => {
    await browser?.close();
    await instance?.stop();
    provider?.close();
  });

  it('signs nobody in who has not linked their account there', async () => {
    await userMenu(page, 'Sign out');
    await goOn();
    await page.getByText('you turned back there').waitFor();
    account = 'ailsa@example.test';
    await goOn();
    await page.getByText('No member has linked this account').waitFor();
    await watched.look('sign-in-provider');
    expect(watched.troubles).toEqual([]);
  }, 60_000);

  it('is linked, and leads back to the page one was on', async () => {
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await page.getByText('No bots yet').waitFor();
    await userMenu(page, 'Profile and security');
    account = 'ailsa@example.test';
    await page.getByRole('button', { name: 'Link Lochan ID' }).click();
    const linked = page.getByRole('list', { name: 'Your linked accounts' });
    await linked.getByText(provider.issuer).waitFor();
    await linked.scrollIntoViewIfNeeded();
    await watched.look('security-linked');
    await userMenu(page, 'Sign out');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.goto(`${instance.url}/runs`);
    await goOn();
    await page.getByRole('heading', { name: 'Runs' }).waitFor();
    expect(watched.troubles).toEqual([]);
  }, 60_000);

  it('is unlinked again', async () => {
    await userMenu(page, 'Profile and security');
    await page.getByRole('button', { name: /^Unlink / }).click();
    await watched.expecting(403, /^\/api\/me\/identities\//, async () => {
      await page.getByRole('dialog').getByRole('button', { name: 'Unlink' }).click();
      await confirmWithPasskey(page);
      await said(page, 'is unlinked').waitFor();
    });
    await page.getByText('No account is linked.').waitFor();
    expect(watched.troubles).toEqual([]);
  }, 60_000);
});
