import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ue427 } from '../../packages/ue4-codec/src/testing/engines.js';
import { sampleProperties } from '../../packages/ue4-codec/src/testing/samples.js';
import { buildSave } from '../../packages/ue4-codec/src/testing/save-builder.js';
import { launchChromium } from './chromium.js';
import { goTo, said } from './identity-steps.js';
import { Instance } from './instance.js';
import { setUp } from './steps.js';
import { WatchedPage } from './watched-page.js';

const chromiumPath = process.env['BOTHY_TEST_CHROMIUM'];
const built = buildSave(ue427, sampleProperties());

describe.skipIf(!chromiumPath)('kept versions of a save', () => {
  let browser: Browser;
  let instance: Instance;
  let watched: WatchedPage;
  const uploads: string[] = [];

  beforeAll(async () => {
    browser = await launchChromium(chromiumPath ?? '');
    instance = await Instance.start();
    watched = await WatchedPage.open(browser, 1440, 900);
    const { page } = watched;
    await page.goto(await instance.setupLink());
    await setUp(page);
    page.on('request', (request) => {
      if (request.method() !== 'GET' && request.url().includes('/api/ue4/')) uploads.push(request.url());
    });
  });
  afterAll(async () => {
    await browser?.close();
    await instance?.stop();
  });

  it('are stored when one asks for it, and nothing is before', async () => {
    const { page } = watched;
    await goTo(page, 'Saves');
    await page.getByText('Nothing is kept.').waitFor();
    await page
      .getByLabel('Choose a file')
      .last()
      .setInputFiles({ name: 'Slot.sav', mimeType: '', buffer: Buffer.from(built) });
    await page.getByRole('treeitem', { name: /^Int / }).waitFor();
    expect(uploads).toEqual([]);
    await page.getByRole('button', { name: 'Keep a version' }).click();
    const dialog = page.getByRole('dialog', { name: 'Keep a version of Slot.sav?' });
    await watched.look('saves-keep');
    await dialog.getByRole('button', { name: 'Keep this version' }).click();
    await said(page, 'A version of Slot.sav is kept').waitFor();
    expect(uploads).toHaveLength(1);
    await page.getByRole('button', { name: 'Keep a version' }).click();
    await dialog.getByText('Kept already').waitFor();
    await dialog.getByRole('button', { name: 'Not now' }).click();
    expect(watched.troubles).toEqual([]);
  }, 120_000);

  it('are opened again, downloaded and deleted', async () => {
    const { page } = watched;
    await page.getByRole('button', { name: 'More on this save' }).click();
    await page.getByRole('menuitem', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Open Slot.sav' }).waitFor();
    await watched.look('saves-kept');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download Slot.sav' }).click(),
    ]);
    expect(new Uint8Array(await readFile(await download.path()))).toEqual(built);
    await page.getByRole('button', { name: 'Open Slot.sav' }).click();
    await page.getByRole('treeitem', { name: /^Int / }).waitFor();
    await page.getByRole('button', { name: 'More on this save' }).click();
    await page.getByRole('menuitem', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Delete Slot.sav' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete version' }).click();
    await page.getByText('Nothing is kept.').waitFor();
    expect(watched.troubles).toEqual([]);
  }, 120_000);
});
