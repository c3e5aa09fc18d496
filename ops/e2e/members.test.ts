import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from './chromium.js';
import { choose, confirmWithPasskey, goTo, said, setUpWithPasskey } from './identity-steps.js';
import { Instance } from './instance.js';
import { WatchedPage } from './watched-page.js';

const chromiumPath = process.env['BOTHY_TEST_CHROMIUM'];

describe.skipIf(!chromiumPath)('members, in two browsers', () => {
  let browser: Browser;
  let instance: Instance;
  let admin: WatchedPage;
  let guest: WatchedPage;

  beforeAll(async () => {
    browser = await launchChromium(chromiumPath ?? '');
    instance = await Instance.start();
    admin = await WatchedPage.open(browser);
    guest = await WatchedPage.open(browser);
    await setUpWithPasskey(admin, instance);
  });
  afterAll(async () => {
    await browser?.close();
    await instance?.stop();
  });

  it('are invited by a link, which the mail holds too', async () => {
    const { page } = admin;
    await goTo(page, 'Members');
    await page.getByText('Nobody is invited just now.').waitFor();
    await page.getByRole('button', { name: 'Invite', exact: true }).click();
    await page.getByLabel('Role', { exact: true }).selectOption('viewer');
    await page.getByText('See bots, runs and logs').waitFor();
    await page.getByLabel('E-mail').fill('not an address');
    await page.getByRole('button', { name: 'Make the link' }).click();
    await page.getByText('Use an address such as').waitFor();
    await admin.look('invite');
    await page.getByLabel('E-mail').fill('bran@example.test');
    await page.getByLabel('Name').fill('Bran Moss');
    await page.getByRole('button', { name: 'Make the link' }).click();
    await page.getByRole('dialog', { name: 'The invitation is ready' }).waitFor();
    const shown = await page.getByLabel('Link', { exact: true }).innerText();
    await admin.look('invited');
    await page.getByRole('link', { name: 'See the mail' }).click();

    await page.getByText('No mail server is configured').waitFor();
    await admin.look('mail');
    await page.getByRole('link', { name: /invites you/ }).click();
    const link = page.getByRole('region', { name: 'The mail' }).getByRole('link', { name: /\/join#token=/ });
    await link.waitFor();
    expect(await link.getAttribute('href')).toBe(shown);
    await admin.look('mail-text');

    await goTo(page, 'Members');
    await page.getByRole('row', { name: /Bran Moss/ }).waitFor();
    await guest.page.goto(shown);
    await guest.page.getByLabel('E-mail').waitFor();
    expect(await guest.page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Bran Moss');
    await guest.page.getByRole('button', { name: 'Use a password instead' }).click();
    await guest.page.getByLabel('Password').fill('a-lamp-in-the-window-9');
    await guest.page.getByRole('button', { name: 'Join', exact: true }).click();
    await guest.page.getByText('No bots yet').waitFor();

    const rail = guest.page.getByRole('navigation', { name: 'Main' });
    expect(await rail.getByRole('link').allInnerTexts()).toEqual([
      'Home',
      'Bots',
      'Runs',
      'Saves',
      'Catalog',
      'Metrics',
      'API',
    ]);
    expect([...admin.troubles, ...guest.troubles]).toEqual([]);
  }, 180_000);

  it('see what a new role lets them, at once', async () => {
    const { page } = admin;
    await page.reload();
    await page.getByLabel('Search members').fill('bran');
    await page.waitForURL(/q=bran/);
    await page.getByText('1 member').waitFor();
    await page.getByLabel('Search members').fill('');
    await page.getByText('2 members').waitFor();
    await admin.look('members');
    await choose(page, 'Bran Moss', 'Change role or name');
    await page.getByRole('dialog', { name: 'Change Bran Moss?' }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('button:focus').waitFor();
    expect(await page.locator('button:focus').getAttribute('aria-label')).toBe('More on Bran Moss');
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Change role or name' }).press('Enter');
    await page.getByLabel('Role', { exact: true }).selectOption('operator');
    await page.getByText('Read the audit').waitFor();
    await admin.look('member-change');
    await admin.expecting(403, /^\/api\/members\//, async () => {
      await page.getByRole('button', { name: 'Save' }).click();
      await confirmWithPasskey(page);
      await said(page, 'Bran Moss: Operator from now on').waitFor();
    });

    // More rights hold from the next request on.
    const rail = guest.page.getByRole('navigation', { name: 'Main' });
    await guest.page.reload();
    await rail.getByRole('link', { name: 'Audit' }).waitFor();
    await goTo(guest.page, 'Members');
    await guest.page.getByRole('link', { name: 'Ailsa Craig' }).waitFor();
    expect(await guest.page.getByRole('button', { name: 'Invite', exact: true }).count()).toBe(0);
    expect(await guest.page.getByRole('button', { name: 'More on Ailsa Craig' }).count()).toBe(0);
    await guest.look('members-operator');

    // Fewer end what is streamed to the other's page, which then asks what is left.
    await choose(page, 'Bran Moss', 'Change role or name');
    await page.getByLabel('Role', { exact: true }).selectOption('member');
    await page.getByRole('button', { name: 'Save' }).click();
    await said(page, 'Bran Moss: Member from now on').waitFor();
    await rail.getByRole('link', { name: 'Audit' }).waitFor({ state: 'detached' });
    await rail.getByRole('link', { name: 'Members' }).waitFor();
    expect([...admin.troubles, ...guest.troubles]).toEqual([]);
  }, 180_000);

  it('are looked after: their tokens, a reset link, their sessions, and the end', async () => {
    const { page } = admin;
    await guest.page.getByRole('button', { name: /^Bran Moss ?, settings/ }).click();
    await guest.page.getByRole('menuitem', { name: 'API tokens' }).click();
    await guest.page.getByRole('button', { name: 'New token' }).first().click();
    await guest.page.getByRole('textbox', { name: 'Name' }).fill('pipeline');
    await guest.page.getByLabel('Run and cancel every bot').check();
    await guest.page.getByRole('button', { name: 'Make the token' }).click();
    await guest.page.getByRole('button', { name: 'I have kept it' }).waitFor();

    await page.getByRole('link', { name: 'Bran Moss' }).click();
    await page.getByRole('button', { name: 'Revoke pipeline' }).waitFor();
    await admin.look('member');
    await page.getByRole('button', { name: 'Revoke pipeline' }).click();
    await admin.expecting(403, /^\/api\/members\/.*\/tokens\//, async () => {
      await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click();
      await confirmWithPasskey(page);
      await page.getByText('Bran Moss has no tokens.').waitFor();
    });

    await page.getByRole('button', { name: 'Manage' }).click();
    await admin.look('member-menu');
    await page.getByRole('menuitem', { name: 'Make a reset link' }).click();
    const reset = await admin.expecting(403, /\/reset$/, async () => {
      await page.getByRole('button', { name: 'Make the link' }).click();
      await confirmWithPasskey(page);
      return page.getByLabel('Link', { exact: true }).innerText();
    });
    expect(reset).toMatch(new RegExp(`^${instance.url}/recover#token=`));
    await admin.look('reset-link');
    await page.getByRole('button', { name: 'Done' }).click();

    await page.getByRole('button', { name: 'Manage' }).click();
    await page.getByRole('menuitem', { name: 'Sign out everywhere' }).click();
    // Whatever the other's page asks from then on is refused.
    await guest.expecting(401, /^\/api\//, () =>
      admin.expecting(403, /^\/api\/members\/.*\/sessions$/, async () => {
        await page.getByRole('button', { name: 'Sign out', exact: true }).click();
        await confirmWithPasskey(page);
        await said(page, 'Bran Moss is signed out everywhere').waitFor();
        await guest.page.getByRole('heading', { name: 'Sign in' }).waitFor();
      }),
    );

    await page.getByRole('button', { name: 'Manage' }).click();
    await page.getByRole('menuitem', { name: 'Remove' }).click();
    const remove = page.getByRole('button', { name: 'Remove member' });
    expect(await remove.isDisabled()).toBe(true);
    await page.getByLabel('Type Bran Moss to confirm').fill('Bran Moss');
    await admin.look('member-remove');
    await admin.expecting(403, /^\/api\/members\/[^/]+$/, async () => {
      await remove.click();
      await confirmWithPasskey(page);
      await page.getByText('1 member').waitFor();
    });
    expect([...admin.troubles, ...guest.troubles]).toEqual([]);
  }, 180_000);

  it('are no longer waited for once an invitation is taken back', async () => {
    const { page } = admin;
    await page.getByRole('button', { name: 'Invite', exact: true }).click();
    await page.getByRole('button', { name: 'Make the link' }).click();
    await page.getByText('It was not mailed').waitFor();
    const link = await page.getByLabel('Link', { exact: true }).innerText();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: 'Take back the invitation for Whoever has the link' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Take back', exact: true }).click();
    await page.getByText('Nobody is invited just now.').waitFor();
    await guest.expecting(410, '/api/invitations/look', async () => {
      await guest.page.goto(link);
      await guest.page.getByText('used, taken back, or is too old').waitFor();
    });
    await guest.page.getByRole('link', { name: 'Sign in instead' }).waitFor();
    expect(await guest.page.getByRole('button', { name: 'Create a passkey' }).count()).toBe(0);
    expect([...admin.troubles, ...guest.troubles]).toEqual([]);
  }, 120_000);
});
