import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diff, find, readSave, type Save, type StructArray } from '../../packages/ue4-codec/src/index.js';
import { corpusPresent, readCorpus } from '../../packages/ue4-codec/src/testing/corpus.js';
import { launchChromium } from './chromium.js';
import { goTo } from './identity-steps.js';
import { Instance } from './instance.js';
import { bytesOf, change, changes, downloads, row, tree, type } from './saves-steps.js';
import { setUp } from './steps.js';
import { WatchedPage } from './watched-page.js';

const chromiumPath = process.env['BOTHY_TEST_CHROMIUM'];

describe.skipIf(!chromiumPath || !corpusPresent)('the workbench with a real prospect', () => {
  let browser: Browser;
  let instance: Instance;
  let watched: WatchedPage;

  beforeAll(async () => {
    browser = await launchChromium(chromiumPath ?? '');
    instance = await Instance.start();
    watched = await WatchedPage.open(browser, 1440, 1300);
    const { page } = watched;
    await page.goto(await instance.setupLink());
    await setUp(page);
    await goTo(page, 'Saves');
  });
  afterAll(async () => {
    await browser?.close();
    await instance?.stop();
  });

  it('opens a prospect, searches it, and changes both of its copies', async () => {
    const { page } = watched;
    const original = readCorpus('icarus/prospect.json');
    await page
      .getByLabel('Choose a file')
      .last()
      .setInputFiles({ name: 'prospect.json', mimeType: '', buffer: Buffer.from(original) });
    await page.getByText('Hash agrees').waitFor();
    await page.getByText('Steam Cloud may restore the old one').waitFor();

    const search = page.getByRole('textbox', { name: 'Search names and values' });
    await search.fill('rocket');
    await page.getByText(/^\d+ found$/).waitFor();
    await search.press('Enter');
    await page.getByText(/^1 of \d+$/).waitFor();
    await tree(page).locator('mark.on').first().waitFor();
    await watched.look('saves-search');
    await page.getByRole('button', { name: 'Hits only' }).click();
    await tree(page)
      .getByText(/^\d+ of \d+ shown$/)
      .first()
      .waitFor();
    await watched.look('saves-hits');
    await search.fill('');

    await page.getByRole('button', { name: 'Fold all' }).click();
    await row(page, 'StateRecorderBlobs').click();
    await page.keyboard.press('ArrowRight');
    for (let n = 1; n <= 40; n += 1) {
      await tree(page).evaluate((it, part) => it.scrollTo(0, (it.scrollHeight * part) / 40), n);
      await page.waitForTimeout(40);
    }
    await page.keyboard.press('End');
    await search.fill('generator');
    await page.getByText(/^[\d,]+ found$/).waitFor();
    await search.fill('');
    await tree(page).focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('PageDown');
    await page.keyboard.press('Home');
    await row(page, 'info').click();
    await page.keyboard.press('ArrowRight');
    await type(page, 'Difficulty', 'Extreme');
    await change(page, 'info.Difficulty').getByText('2 places').waitFor();
    await changes(page)
      .getByText(/^\d+ of [\d,]+$/)
      .waitFor();
    await watched.look('saves-prospect');
    // On a phone its parts are tabs.
    const wide = page.viewportSize();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('button', { name: 'Changes 1' }).click();
    await watched.look('saves-tab-changes');
    await page.getByRole('button', { name: 'Overview', exact: true }).click();
    await watched.look('saves-tab-overview');
    await page.getByRole('button', { name: 'Tree', exact: true }).click();
    if (wide) await page.setViewportSize(wide);
    const [, edited] = await downloads(page);
    const content = await bytesOf(edited);
    const { ProspectInfo: info, ProspectBlob: blob } = JSON.parse(Buffer.from(content).toString('utf8')) as {
      ProspectInfo: { Difficulty: string };
      ProspectBlob: { Hash: string; BinaryBlob: string };
    };
    expect(info.Difficulty).toBe('Extreme');
    const unpacked = inflateSync(Buffer.from(blob.BinaryBlob, 'base64'));
    expect(blob.Hash).toBe(createHash('sha1').update(unpacked).digest('hex'));
    const [before, after] = [readSave(original), readSave(content)];
    expect(String(find(after, 'ProspectInfo.Difficulty')?.value)).toMatch(/Extreme$/);
    const recorders = (save: Save) => find(save, 'StateRecorderBlobs')?.value as StructArray;
    expect(recorders(after).items.length).toBe(recorders(before).items.length);
    expect([...diff(before, after)].map(({ path }) => path)).toEqual(['info.Difficulty']);
    expect(watched.troubles).toEqual([]);
  }, 180_000);
});
