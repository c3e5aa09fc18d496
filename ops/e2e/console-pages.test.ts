import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from './chromium.js';
import { choose, confirmWithPasskey, goTo, setUpWithPasskey } from './identity-steps.js';
import { Instance } from './instance.js';
import { WatchedPage } from './watched-page.js';

const chromiumPath = process.env['BOTHY_TEST_CHROMIUM'];

const secret = (page: Page) =>
  page.getByRole('status', { name: 'The new token' }).getByLabel('Token', { exact: true }).innerText();

describe.skipIf(!chromiumPath)('the pages of the console, in a browser', () => {
  let browser: Browser;
  let instance: Instance;
  let watched: WatchedPage;
  /** How the API answers this token. */
  const answerTo = async (token: string) =>
    (await fetch(`${instance.url}/api/me`, { headers: { authorization: `Bearer ${token}` } })).status;

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

  it('mint a token, and rotate it: the old one ends at once', async () => {
    const { page } = watched;
    await page.getByRole('button', { name: /^Ailsa Craig ?, settings/ }).click();
    await page.getByRole('menuitem', { name: 'API tokens' }).click();
    await page.getByText('No tokens yet').waitFor();
    await page.getByRole('button', { name: 'New token' }).first().click();
    await page.getByRole('textbox', { name: 'Name' }).fill('nightly pipeline');
    await page.getByLabel('Read the audit').check();
    expect(await page.getByLabel('See members').count()).toBe(0);
    await watched.look('token-new');
    await page.getByRole('button', { name: 'Make the token' }).click();
    const first = await secret(page);
    expect(first).toMatch(/^bty_/);
    expect(await answerTo(first)).toBe(200);
    await page.getByRole('button', { name: 'I have kept it' }).click();

    await choose(page, 'nightly pipeline', 'Rotate');
    await page.getByText('The old one ends at once').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Rotate' }).click();
    await page.getByText('The old token has ended').waitFor();
    const second = await secret(page);
    expect(second).not.toBe(first);
    expect([await answerTo(first), await answerTo(second)]).toEqual([401, 200]);
    await watched.look('token-rotated');
    expect(watched.troubles).toEqual([]);
  }, 120_000);

  it('filter the audit by its address, open a row, and save what is left', async () => {
    const { page } = watched;
    await goTo(page, 'Audit');
    await page.getByRole('row', { name: /token\.rotated/ }).waitFor();
    await watched.look('audit');
    await page.getByRole('button', { name: 'Action', exact: true }).click();
    await page.getByLabel('What was done').selectOption('token.');
    await page.waitForURL(/action=token\./);
    await page.getByRole('button', { name: 'Action is all on token' }).waitFor();
    // The choices name it as well.
    const rows = page.getByRole('region', { name: 'The audit' });
    await rows.getByText('setup.done').waitFor({ state: 'detached' });
    // Minted, and then rotated.
    expect(await page.getByRole('row', { name: /token\./ }).count()).toBe(2);

    await page.getByRole('button', { name: 'Days', exact: true }).click();
    await watched.look('audit-filter');
    await page.getByLabel('From').fill(await page.evaluate(localDay));
    await page.getByRole('button', { name: 'Show these days' }).click();
    await page.waitForURL(/from=\d{4}/);
    await page.getByRole('row', { name: /token\.rotated/ }).waitFor();

    await page.getByRole('button', { name: /^Details of token\.rotated/ }).click();
    await page.getByText(/^[0-9a-f]{64}$/).waitFor();
    await watched.look('audit-row');
    await page.getByRole('button', { name: 'Only token.rotated' }).click();
    await rows.getByText('token.minted').first().waitFor({ state: 'detached' });

    const csv = await watched.expecting(403, '/api/audit/export', async () => {
      const saved = page.waitForEvent('download');
      await save(page, 'CSV');
      await confirmWithPasskey(page);
      return saved;
    });
    expect(csv.suggestedFilename()).toMatch(/^audit-[\d-]+\.csv$/);
    const lines = (await readFile(await csv.path(), 'utf8')).trimEnd().split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain('token.rotated');
    await page.getByRole('button', { name: 'Clear all' }).click();
    await page.getByRole('row', { name: /audit\.exported/ }).waitFor();
    // The confirmation holds for five minutes.
    const [whole] = await Promise.all([page.waitForEvent('download'), save(page, 'NDJSON')]);
    const acts = (await readFile(await whole.path(), 'utf8')).trimEnd().split('\n');
    expect(acts.map((line) => (JSON.parse(line) as { action: string }).action)).toEqual(
      expect.arrayContaining(['setup.done', 'token.minted', 'token.rotated', 'audit.exported']),
    );

    await page.getByLabel('Search the audit').fill('no such name');
    await page.getByText('No act fits').waitFor();
    await page.getByRole('button', { name: 'Show everything' }).click();
    await page.getByRole('row', { name: /setup\.done/ }).waitFor();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('button', { name: 'Filters' }).click();
    await page.getByRole('dialog', { name: 'Filters' }).getByLabel('What was done').selectOption('setup.done');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.getByRole('button', { name: 'Filters (1)' }).waitFor();
    await watched.look('audit-phone');
    await page.setViewportSize({ width: 1360, height: 900 });
    expect(watched.troubles).toEqual([]);
  }, 180_000);

  it('describe the API to those who are signed in', async () => {
    const { page } = watched;
    await goTo(page, 'API');
    await page.getByText(/^\d+ operations$/).waitFor();
    await watched.look('docs');
    await page.getByLabel('Search operations').fill('remove member');
    await page.getByRole('button', { name: /DELETE \/api\/members\/\{id\} / }).click();
    await page.getByText('Asks for a fresh passkey assertion').waitFor();
    await page.waitForURL(/#removeMember$/);
    await watched.look('docs-operation');
    expect(watched.troubles).toEqual([]);
  }, 120_000);

  it('describe it to everybody else too, down to one operation', async () => {
    const stranger = await WatchedPage.open(browser);
    const { page } = stranger;
    await page.goto(`${instance.url}/docs#createBot`);
    await page.getByRole('heading', { name: 'Body' }).waitFor();
    expect(await page.getByRole('navigation', { name: 'Main' }).count()).toBe(0);
    await page.getByText('timeoutSeconds').first().waitFor();
    expect(await page.getByLabel('curl', { exact: true }).last().innerText()).toContain(
      `curl -X POST '${instance.url}/api/bots'`,
    );
    await stranger.look('docs-open');
    await page.getByLabel('Search operations').fill('zebra');
    await page.getByText('No operation fits').waitFor();
    await page.getByRole('button', { name: 'Show all operations' }).click();
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(stranger.troubles).toEqual([]);
    await stranger.close();
  }, 120_000);
});

/** The day as the browser's own zone has it, as a field for days takes it. */
const localDay = (): string => {
  const now = new Date();
  const two = (part: number) => String(part).padStart(2, '0');
  return [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join('-');
};

/** Chooses a format to export in. */
async function save(page: Page, format: string): Promise<void> {
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('menuitem', { name: new RegExp(`^${format}`) }).click();
}
