import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from './chromium.js';
import { said, setUpWithPasskey } from './identity-steps.js';
import { Instance } from './instance.js';
import { WatchedPage } from './watched-page.js';

const chromiumPath = process.env['BOTHY_TEST_CHROMIUM'];
const signIn = async (page: Page, password: string) => {
  await page.getByLabel('E-mail').fill('ailsa@example.test');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
};
const setPassword = async (page: Page, current: string | null, password: string) => {
  await page.getByRole('button', { name: current ? 'Change password' : 'Set a password' }).click();
  if (current) await page.getByLabel('Password so far').fill(current);
  await page.getByLabel('New password').fill(password);
  await page.getByRole('button', { name: 'Set the password' }).click();
};

describe.skipIf(!chromiumPath)('an account with a password, in a browser without passkeys', () => {
  let browser: Browser;
  let instance: Instance;
  let watched: WatchedPage;
  let page: Page;
  const passwords = ['correct-horse-battery-7', 'a-lamp-in-the-window-9'] as const;

  beforeAll(async () => {
    browser = await launchChromium(chromiumPath ?? '');
    instance = await Instance.start(undefined, { BOTHY_LIMIT_SIGN_IN: '4' });
    watched = await WatchedPage.open(browser);
    page = watched.page;
    await watched.context.addInitScript(() => Reflect.deleteProperty(globalThis, 'PublicKeyCredential'));
  });
  afterAll(async () => {
    await browser?.close();
    await instance?.stop();
  });

  it('is made, and says why there is no passkey', async () => {
    await page.goto(await instance.setupLink());
    await page.getByText('This page cannot use passkeys').waitFor();
    await watched.look('setup-no-passkeys');
    await page.getByRole('textbox', { name: 'Name' }).fill('Ailsa Craig');
    await page.getByLabel('E-mail').fill('ailsa@example.test');
    await page.getByLabel('Password').fill(passwords[0]);
    await page.getByRole('button', { name: 'Set up' }).click();
    await page.getByText('No bots yet').waitFor();
    expect(watched.troubles).toEqual([]);
  }, 60_000);

  it('changes its password, keeps it when it is the last way in, and ends other sessions', async () => {
    const other = await WatchedPage.open(browser);
    await other.page.goto(instance.url);
    await signIn(other.page, passwords[0]);
    await other.page.getByText('No bots yet').waitFor();

    await page.goto(`${instance.url}/settings/security`);
    await page.getByRole('list', { name: 'Your sessions' }).getByRole('listitem').nth(1).waitFor();
    await page.getByRole('list', { name: 'Your sessions' }).scrollIntoViewIfNeeded();
    await watched.look('security-sessions');
    await other.expecting(401, /^\/api\//, async () => {
      await page.getByRole('button', { name: 'End all others' }).click();
      await said(page, 'Your other sessions are ended').waitFor();
      await other.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    });

    await watched.expecting(409, '/api/me/password', async () => {
      await page.getByRole('button', { name: 'Remove password' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Remove password' }).click();
      await page.getByText('This is your last way to sign in').waitFor();
    });
    await watched.expecting(400, '/api/me/password', async () => {
      await setPassword(page, 'not what it is', passwords[1]);
      await page.getByText('Type the password you have now.').waitFor();
    });
    // What is to be mended has the focus.
    expect(await page.getByLabel('Password so far').evaluate((field) => field === document.activeElement)).toBe(true);
    await watched.look('password-change');
    await page.getByLabel('Password so far').fill(passwords[0]);
    await page.getByRole('button', { name: 'Set the password' }).click();
    await said(page, 'The password is set').waitFor();
    expect([...watched.troubles, ...other.troubles]).toEqual([]);
  }, 120_000);

  it('is asked for it again before an act that needs that, which then goes on', async () => {
    const refuseTimes = (times: number) =>
      page.route(
        '**/api/me/recovery-codes',
        (route) =>
          route.fulfill({
            status: 403,
            contentType: 'application/problem+json',
            json: { type: 'about:blank', title: 'Sign in again.', status: 403, code: 'sign_in_again', requestId: 'r' },
          }),
        { times },
      );
    const refused = async (act: () => Promise<void>) => {
      await refuseTimes(1);
      await watched.expecting(403, '/api/me/recovery-codes', act);
    };
    const dialog = page.getByRole('dialog', { name: 'Sign in again' });
    await refused(async () => {
      await page.getByRole('button', { name: 'Make ten codes' }).click();
      await dialog.getByRole('button', { name: 'Cancel' }).click();
    });
    await dialog.waitFor({ state: 'detached' });
    const act = page.getByRole('button', { name: 'Make ten codes' });
    await expect.poll(() => act.evaluate((element) => element === document.activeElement)).toBe(true);
    await refused(() => act.click());
    await dialog.getByLabel('Password').fill('not what it is');
    await watched.expecting(401, '/api/auth/login', async () => {
      await dialog.getByRole('button', { name: 'Sign in' }).click();
      await dialog.getByText('is wrong').waitFor();
    });
    await watched.look('sign-in-again');
    await dialog.getByLabel('Password').fill(passwords[1]);
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('list', { name: 'Recovery codes' }).waitFor();
    await watched.look('recovery-codes-new');
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await page.getByText('10 of 10 left').waitFor();

    // Over another dialog, and called off.
    await page.getByRole('button', { name: 'Make ten new ones' }).click();
    await refused(() => page.getByRole('button', { name: 'Make new codes' }).click());
    await dialog.getByLabel('Password').waitFor();
    await watched.look('sign-in-again-over');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByText('10 of 10 left').waitFor();
    expect(watched.troubles).toEqual([]);
  }, 60_000);

  it('says how long to wait after too many tries', async () => {
    const stranger = await WatchedPage.open(browser);
    // From an address of its own: what was tried from the other one does not count.
    await stranger.context.setExtraHTTPHeaders({ 'x-forwarded-for': '203.0.113.9' });
    await stranger.page.goto(instance.url);
    const tryUntilRefused = async () => {
      for (let status = 401; status === 401;) {
        const answer = stranger.page.waitForResponse('**/api/auth/login');
        await signIn(stranger.page, 'not what it is');
        status = (await answer).status();
      }
    };
    await stranger.expecting(401, '/api/auth/login', () => stranger.expecting(429, '/api/auth/login', tryUntilRefused));
    await stranger.page
      .getByRole('timer')
      .getByText(/Try again in \d+ s/)
      .waitFor();
    expect(await stranger.page.getByRole('button', { name: 'Sign in' }).isDisabled()).toBe(true);
    await stranger.look('sign-in-throttled');
    expect(stranger.troubles).toEqual([]);
  }, 60_000);
});

describe.skipIf(!chromiumPath)('a server without passwords, in a browser', () => {
  it('offers none', async () => {
    const browser = await launchChromium(chromiumPath ?? '');
    const instance = await Instance.start(undefined, { AUTH_PASSWORDS: 'off' });
    try {
      const watched = await WatchedPage.open(browser);
      const { page } = watched;
      await setUpWithPasskey(watched, instance);
      await page.getByRole('button', { name: /, settings$/ }).click();
      await page.getByRole('menuitem', { name: 'Profile and security' }).click();
      await page.getByText('turned off on this server').waitFor();
      await page.getByRole('button', { name: /, settings$/ }).click();
      // The ways in are asked for anew: before they are there, nothing would be offered in any case.
      const methods = page.waitForResponse('**/api/auth/methods');
      await page.getByRole('menuitem', { name: 'Sign out' }).click();
      expect(await (await methods).json()).toMatchObject({ passwords: false });
      await page.getByRole('button', { name: 'Use a passkey' }).waitFor();
      await page.getByRole('status', { name: 'Loading the ways to sign in' }).waitFor({ state: 'detached' });
      expect(await page.getByLabel('Password').count()).toBe(0);
      await watched.look('sign-in-passkeys-only');
      expect(watched.troubles).toEqual([]);
    } finally {
      await browser.close();
      await instance.stop();
    }
  }, 120_000);
});
