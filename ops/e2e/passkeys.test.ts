import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Authenticators } from './authenticators.js';
import { launchChromium } from './chromium.js';
import { said } from './identity-steps.js';
import { Instance } from './instance.js';
import { WatchedPage } from './watched-page.js';

const chromiumPath = process.env['BOTHY_TEST_CHROMIUM'];

const userMenu = async (page: Page, entry: string) => {
  await page.getByRole('button', { name: /, settings$/ }).click();
  await page.getByRole('menuitem', { name: entry }).click();
};
const signOut = async (page: Page) => {
  await userMenu(page, 'Sign out');
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
};
const usePasskey = (page: Page) => page.getByRole('button', { name: 'Use a passkey' }).click();
const atHome = (page: Page) => page.getByText('No bots yet').waitFor();
const shownCodes = (page: Page) =>
  page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem').allInnerTexts();

describe.skipIf(!chromiumPath)('passkeys, in a browser', () => {
  let browser: Browser;
  let instance: Instance;
  let watched: WatchedPage;
  let page: Page;
  let devices: Authenticators;
  /** The device that the account was made with, and the one that came later. */
  let first: string;
  let second: string;
  let codes: string[] = [];

  beforeAll(async () => {
    browser = await launchChromium(chromiumPath ?? '');
    instance = await Instance.start(undefined, { BOTHY_LIMIT_SIGN_IN: '1000' });
    watched = await WatchedPage.open(browser);
    page = watched.page;
    devices = await Authenticators.of(watched);
    first = await devices.add();
  });
  afterAll(async () => {
    await browser?.close();
    await instance?.stop();
  });

  it('make the first admin, with nothing to remember', async () => {
    await page.goto(instance.url);
    await page.getByLabel('Setup token').waitFor();
    await watched.look('setup');
    await page.goto(await instance.setupLink());
    await page.getByLabel('Setup token').waitFor({ state: 'detached' });
    await page.getByRole('textbox', { name: 'Name' }).fill('Ailsa Craig');
    await page.getByLabel('E-mail').fill('ailsa@example.test');
    await page.getByRole('button', { name: 'Create a passkey' }).click();
    await page.getByRole('heading', { name: 'Keep your recovery codes' }).waitFor();
    await watched.look('recovery-codes');
    codes = await shownCodes(page);
    expect(codes).toHaveLength(10);
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download' }).click(),
    ]);
    expect(await readFile(await saved.path(), 'utf8')).toContain(codes.join('\n'));
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await atHome(page);
    expect(watched.troubles).toEqual([]);
  }, 90_000);

  it('sign in without a name, and lead back to where one was', async () => {
    await signOut(page);
    await watched.look('sign-in');
    await page.goto(`${instance.url}/runs`);
    await usePasskey(page);
    await page.getByRole('heading', { name: 'Runs' }).waitFor();
    expect(watched.troubles).toEqual([]);
  }, 60_000);

  it('are offered by the field for the address too', async () => {
    await signOut(page);
    await page.getByLabel('E-mail').focus();
    await atHome(page);
    expect(watched.troubles).toEqual([]);
  }, 60_000);

  it('refuse a device that does not know its owner', async () => {
    await signOut(page);
    await devices.verifies(first, false);
    await usePasskey(page);
    await page.getByText('No passkey was used').waitFor();
    await watched.look('sign-in-refused');
    await devices.verifies(first, true);
    await usePasskey(page);
    await atHome(page);
    expect(watched.troubles).toEqual([]);
  }, 60_000);

  it('are told apart, named and removed; a device has one only', async () => {
    await userMenu(page, 'Profile and security');
    await page.getByText('10 of 10 left').waitFor();
    await watched.look('security');
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByRole('button', { name: 'Create the passkey' }).click();
    await page.getByText('This device has a passkey for your account already.').waitFor();
    await watched.look('passkey-known');
    await page.getByRole('button', { name: 'Cancel' }).click();

    await devices.touched(first, false);
    second = await devices.add('usb');
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByRole('textbox', { name: 'Name' }).last().fill('My key ring');
    await page.getByRole('button', { name: 'Create the passkey' }).click();
    await said(page, 'The passkey is added').waitFor();
    await page.getByRole('button', { name: 'Rename Chrome on Linux' }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('The laptop');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('button', { name: 'Remove The laptop' }).click();
    await watched.look('passkey-remove');
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await said(page, 'The laptop is removed').waitFor();
    await page.getByRole('button', { name: 'Remove The laptop' }).waitFor({ state: 'detached' });
    expect(watched.troubles).toEqual([]);
  }, 120_000);

  it('stay, when they are the last way in', async () => {
    await watched.expecting(409, /^\/api\/me\/passkeys\//, async () => {
      await page.getByRole('button', { name: 'Remove My key ring' }).click();
      await page.getByRole('button', { name: 'Remove', exact: true }).click();
      await page.getByText('This is your last way to sign in').waitFor();
    });
    await watched.look('passkey-last');
    expect(await page.getByRole('button', { name: 'Remove My key ring' }).count()).toBe(1);
    expect(watched.troubles).toEqual([]);
  }, 60_000);

  it('confirm an act, or call it off without a fuss', async () => {
    await page.goto(`${instance.url}/audit`);
    const save = () =>
      watched.expecting(403, '/api/audit/export', async () => {
        await page.getByRole('button', { name: 'Export' }).click();
        await page.getByRole('menuitem', { name: /CSV/ }).click();
        await page.getByRole('dialog', { name: 'Confirm with your passkey' }).waitFor();
      });
    await save();
    await watched.look('step-up');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.getByRole('status', { name: 'Messages' }).innerText()).toBe('');

    await save();
    await devices.verifies(second, false);
    await page.getByRole('button', { name: 'Use my passkey' }).click();
    await page.getByText('No passkey was used').waitFor();
    await devices.verifies(second, true);
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Use my passkey' }).click(),
    ]);
    expect(await readFile(await saved.path(), 'utf8')).toContain('setup.done');
    expect(watched.troubles).toEqual([]);
  }, 60_000);

  it('are refused once a copy of their key is in use', async () => {
    const [key] = await devices.credentials(second);
    if (!key) throw new Error('the device holds no key');
    await signOut(page);
    await devices.remove(second);
    const copy = await devices.add('usb');
    await devices.plant(copy, { ...key, signCount: 0 });
    await watched.expecting(401, '/api/auth/passkeys/verify', async () => {
      await usePasskey(page);
      await page.getByText('a copy of it may be in use').waitFor();
    });
    await watched.look('sign-in-cloned');
    await devices.remove(copy);
    expect(watched.troubles).toEqual([]);
  }, 60_000);

  it('can be lost: a recovery code lets one in to add another, and to nothing else', async () => {
    await page.getByRole('link', { name: 'Use a recovery code' }).click();
    await page.getByRole('textbox', { name: 'Recovery code' }).waitFor();
    await watched.look('recover');
    const used = (codes[0] ?? '').toLowerCase().replaceAll('-', ' ');
    await page.getByRole('textbox', { name: 'Recovery code' }).fill(used);
    const asked = page.waitForRequest((request) => request.url().endsWith('/api/me'));
    await page.getByRole('button', { name: 'Use the code' }).click();
    const authorization = (await (await asked).allHeaders())['authorization'] ?? '';
    await page.getByRole('heading', { name: 'Add a way to sign in' }).waitFor();
    await watched.look('enrol');
    for (const path of ['/bots', '/settings/security', '/sign-in', '/']) {
      await page.goto(`${instance.url}${path}`);
      await page.getByRole('heading', { name: 'Add a way to sign in' }).waitFor();
    }
    const refused = await fetch(`${instance.url}/api/bots`, { headers: { authorization } });
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([403, 'enrolment_needed']);

    await devices.remove(first);
    first = await devices.add();
    await page.getByRole('button', { name: 'Create a passkey' }).click();
    await atHome(page);
    await userMenu(page, 'Profile and security');
    await page.getByText('9 of 10 left').waitFor();
    await signOut(page);
    await usePasskey(page);
    await atHome(page);

    await signOut(page);
    await page.getByRole('link', { name: 'Use a recovery code' }).click();
    await page.getByRole('textbox', { name: 'Recovery code' }).fill(codes[0] ?? '');
    await watched.expecting(401, '/api/auth/recover', async () => {
      await page.getByRole('button', { name: 'Use the code' }).click();
      await page.getByText('was used already').waitFor();
    });
    await watched.look('recover-refused');
    await page.getByRole('link', { name: 'Sign in instead' }).click();
    await usePasskey(page);
    await atHome(page);
    expect(watched.troubles).toEqual([]);
  }, 150_000);

  it('keep two tabs signed in, which renew at the same time', async () => {
    const other = await watched.tab();
    await other.goto(instance.url);
    await atHome(other);
    for (let round = 0; round < 3; round += 1) {
      await Promise.all([page.reload(), other.reload()]);
      await Promise.all([atHome(page), atHome(other)]);
    }
    await signOut(page);
    await other.getByRole('heading', { name: 'Sign in' }).waitFor();
    await other.close();
    expect(watched.troubles).toEqual([]);
  }, 60_000);
});
