import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Authenticators } from './authenticators.js';
import { launchChromium } from './chromium.js';
import { choose, confirmWithPasskey, goTo, setUpWithPasskey } from './identity-steps.js';
import { Instance } from './instance.js';
import { WatchedPage } from './watched-page.js';

const chromiumPath = process.env['BOTHY_TEST_CHROMIUM'];

describe.skipIf(!chromiumPath)('coming in, in two browsers', () => {
  let browser: Browser;
  let instance: Instance;
  let admin: WatchedPage;
  let guest: WatchedPage;
  let devices: Authenticators;
  let device: string;

  beforeAll(async () => {
    browser = await launchChromium(chromiumPath ?? '');
    instance = await Instance.start(undefined, { BOTHY_LIMIT_SIGN_IN: '1000' });
    admin = await WatchedPage.open(browser);
    guest = await WatchedPage.open(browser);
    await setUpWithPasskey(admin, instance);
    devices = await Authenticators.of(guest);
    device = await devices.add();
  });
  afterAll(async () => {
    await browser?.close();
    await instance?.stop();
  });

  it('follows an invitation, even when the first passkey comes to nothing', async () => {
    const { page } = guest;
    await goTo(admin.page, 'Members');
    await admin.page.getByRole('button', { name: 'Invite', exact: true }).click();
    await admin.page.getByLabel('Role', { exact: true }).selectOption('operator');
    await admin.page.getByRole('button', { name: 'Make the link' }).click();
    const link = await admin.page.getByLabel('Link', { exact: true }).innerText();
    await admin.page.getByRole('button', { name: 'Done' }).click();

    await page.goto(`${instance.url}/join`);
    await page.getByText('The link is not whole').waitFor();
    await page.goto(link);
    await page.getByText('Ailsa Craig invites you to join as an operator.').waitFor();
    await guest.look('join');
    await page.getByRole('textbox', { name: 'Name' }).fill('Bran Moss');
    await page.getByLabel('E-mail').fill('bran@example.test');
    await devices.verifies(device, false);
    await page.getByRole('button', { name: 'Create a passkey' }).click();
    await page.getByRole('heading', { name: 'Add a way to sign in' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Create a passkey' }).click();
    await page.getByText('No passkey was used').waitFor();
    await guest.look('enrol-refused');
    await devices.verifies(device, true);
    await page.getByRole('button', { name: 'Create a passkey' }).click();
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await page.getByText('No bots yet').waitFor();
    expect([...admin.troubles, ...guest.troubles]).toEqual([]);
  }, 120_000);

  it('comes back by a reset link, which is not used up by looking at it', async () => {
    const { page } = guest;
    await admin.page.reload();
    await choose(admin.page, 'Bran Moss', 'Make a reset link');
    const link = await admin.expecting(403, /^\/api\/members\//, async () => {
      await admin.page.getByRole('button', { name: 'Make the link' }).click();
      await confirmWithPasskey(admin.page);
      return admin.page.getByLabel('Link', { exact: true }).innerText();
    });

    await page.goto(link);
    await page.getByText('You are signed in as Bran Moss').waitFor();
    await page.reload();
    await page.getByText('You are signed in as Bran Moss').waitFor();
    await guest.look('recover-link');
    await page.getByRole('button', { name: 'Use the link' }).click();
    await page.getByRole('button', { name: 'Use a password instead' }).click();
    await page.getByLabel('New password').fill('a-lamp-in-the-window-9');
    await guest.look('enrol-password');
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.getByText('No bots yet').waitFor();
    await page.goto(link);
    await guest.expecting(401, '/api/auth/recover', async () => {
      await page.getByRole('button', { name: 'Use the link' }).click();
      await page.getByText('was used already').waitFor();
    });
    expect([...admin.troubles, ...guest.troubles]).toEqual([]);
  }, 120_000);
});
