import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from './chromium.js';
import { choose, goTo, said, setUpWithPasskey } from './identity-steps.js';
import { Instance } from './instance.js';
import { createBot, log, logLine, startRun } from './steps.js';
import { WatchedPage } from './watched-page.js';

const chromiumPath = process.env['BOTHY_TEST_CHROMIUM'];
const value = 'k7Qm-2xVt-93Lp-hut';
const script = 'echo "the key is $DEPLOY_KEY"; test -n "$DEPLOY_KEY" && echo "it is there"';

describe.skipIf(!chromiumPath)('secrets, in a browser', () => {
  let browser: Browser;
  let instance: Instance;
  let watched: WatchedPage;

  beforeAll(async () => {
    browser = await launchChromium(chromiumPath ?? '');
    instance = await Instance.start();
    watched = await WatchedPage.open(browser);
    await setUpWithPasskey(watched, instance);
  });
  afterAll(async () => {
    await browser?.close();
    await instance?.stop();
  });

  it('are set and granted; what is too weak is refused at its field', async () => {
    const { page } = watched;
    await createBot(page, 'Deploy', script);
    await goTo(page, 'Secrets');
    await page.getByText('No secrets yet').waitFor();
    await watched.look('secrets-empty');
    await page.getByRole('button', { name: 'New secret' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'New secret' });
    await dialog.getByLabel('Name').fill('deploy key');
    await dialog.getByRole('button', { name: 'Keep the secret' }).click();
    await dialog.getByText('Use letters, digits and underscores').waitFor();
    await dialog.getByText('Fill this in.').waitFor();
    await dialog.getByLabel('Name').fill('DEPLOY_KEY');
    await dialog.getByLabel('Value', { exact: true }).fill('aaaaaaaaaaaa');
    await watched.expecting(400, '/api/secrets/DEPLOY_KEY', async () => {
      await dialog.getByRole('button', { name: 'Keep the secret' }).click();
      await dialog.locator('.err').waitFor();
    });
    expect(await dialog.getByLabel('Value', { exact: true }).getAttribute('aria-invalid')).toBe('true');
    await watched.look('secret-refused');
    await dialog.getByLabel('Value', { exact: true }).fill(value);
    await dialog.getByRole('button', { name: 'Keep the secret' }).click();
    await said(page, 'DEPLOY_KEY is kept').waitFor();
    await page.getByRole('row', { name: /DEPLOY_KEY No bot/ }).waitFor();
    expect(watched.troubles).toEqual([]);
  }, 120_000);

  it('reach a bot they are granted to, and are masked in what it prints', async () => {
    const { page } = watched;
    await goTo(page, 'Bots');
    await choose(page, 'Deploy', 'Edit');
    await page.getByRole('button', { name: /^Environment and secrets/ }).click();
    await page.getByText('No secret is granted to this bot yet').waitFor();
    await page.getByRole('link', { name: 'secrets', exact: true }).click();
    await choose(page, 'DEPLOY_KEY', 'Replace or grant');
    await page.getByRole('dialog').getByLabel('Deploy deploy').check();
    await page.getByLabel('May be sent to').fill('https://gitlab.example');
    await watched.look('secret-grant');
    await page.getByRole('button', { name: 'Save' }).click();
    await said(page, 'DEPLOY_KEY is kept').first().waitFor();

    await goTo(page, 'Bots');
    await choose(page, 'Deploy', 'Edit');
    await page.getByRole('button', { name: /^Environment and secrets/ }).click();
    await page.getByLabel('DEPLOY_KEY').check();
    await watched.look('editor-secrets');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Deploy', exact: true }).waitFor();
    await startRun(page);
    await logLine(page, 'it is there').waitFor();
    await logLine(page, 'the key is').waitFor();
    expect(await log(page).innerText()).not.toContain(value);
    expect(watched.troubles).toEqual([]);
  }, 120_000);

  it('are deleted by typing their name', async () => {
    const { page } = watched;
    await goTo(page, 'Secrets');
    await page.getByRole('row', { name: /DEPLOY_KEY deploy https:\/\/gitlab\.example deploy/ }).waitFor();
    await watched.look('secrets');
    await choose(page, 'DEPLOY_KEY', 'Delete');
    const dialog = page.getByRole('dialog', { name: 'Delete DEPLOY_KEY?' });
    await dialog.getByText('deploy names it').waitFor();
    await dialog.getByLabel('Type DEPLOY_KEY to confirm').fill('DEPLOY_KEY');
    await dialog.getByRole('button', { name: 'Delete secret' }).click();
    await page.getByText('No secrets yet').waitFor();
    expect(watched.troubles).toEqual([]);
  }, 120_000);
});
