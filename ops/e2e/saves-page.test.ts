import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { inflateSync } from 'node:zlib';
import type { Browser, Download, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diff, find, readSave, type Save, type StructArray } from '../../packages/ue4-codec/src/index.js';
import { byteArray } from '../../packages/ue4-codec/src/testing/containers.js';
import { ue427 } from '../../packages/ue4-codec/src/testing/engines.js';
import { sampleProperties } from '../../packages/ue4-codec/src/testing/samples.js';
import { buildSave } from '../../packages/ue4-codec/src/testing/save-builder.js';
import { double, str } from '../../packages/ue4-codec/src/testing/values.js';
import { launchChromium } from './chromium.js';
import { goTo, said } from './identity-steps.js';
import { Instance } from './instance.js';
import { tasksDuring } from './long-tasks.js';
import { setUp } from './steps.js';
import { WatchedPage } from './watched-page.js';

const chromiumPath = process.env['BOTHY_TEST_CHROMIUM'];
const prospect = '/work/shared/corpus/icarus/prospect.json';

const built = buildSave(ue427, [
  ...sampleProperties(),
  { name: 'Ratio', value: double(0.5) },
  { name: 'Diary', value: str('first line\nsecond line') },
  { name: 'Blob', value: byteArray(Array.from({ length: 3000 }, (_, n) => n & 0xff)) },
]);

const tree = (page: Page) => page.getByRole('tree');
const row = (page: Page, name: string) => tree(page).getByRole('treeitem', { name: new RegExp(`^${name}(,| )`) });
const changes = (page: Page) => page.getByRole('region', { name: 'Changes' });
const change = (page: Page, path: string) =>
  changes(page)
    .getByRole('listitem')
    .filter({ has: page.getByRole('button', { name: path, exact: true }) });

/** Puts a file into the page as if it were dropped on it. */
async function drop(page: Page, name: string, content: Uint8Array): Promise<void> {
  const data = await page.evaluateHandle(
    ([name, base64]) => {
      const bytes = Uint8Array.from(atob(base64 ?? ''), (each) => each.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], name ?? ''));
      return transfer;
    },
    [name, Buffer.from(content).toString('base64')],
  );
  await page.dispatchEvent('main', 'dragenter', { dataTransfer: data });
  await page.getByText('Drop it to open it').waitFor();
  await page.dispatchEvent('main', 'drop', { dataTransfer: data });
}

/** Types over the value of the line that is chosen. */
async function type(page: Page, name: string, text: string): Promise<void> {
  await row(page, name).click();
  await page.keyboard.press('Enter');
  const field = tree(page).getByRole('textbox', { name, exact: true });
  await field.fill(text);
  await field.press('Enter');
}

async function downloads(page: Page): Promise<readonly Download[]> {
  const found: Download[] = [];
  const both = new Promise<void>((resolve) => {
    page.on('download', (each) => found.push(each) === 2 && resolve());
  });
  await page.getByRole('button', { name: 'Download', exact: true }).click();
  await both;
  page.removeAllListeners('download');
  return found;
}

const bytesOf = async (download: Download | undefined) =>
  new Uint8Array(await readFile((await download?.path()) ?? ''));

describe.skipIf(!chromiumPath)('the workbench of saves', () => {
  let browser: Browser;
  let instance: Instance;
  let watched: WatchedPage;

  beforeAll(async () => {
    browser = await launchChromium(chromiumPath ?? '');
    instance = await Instance.start();
    // Tall enough for all lines of the built save.
    watched = await WatchedPage.open(browser, 1440, 1300);
    const { page } = watched;
    await page.goto(instance.url);
    await page.getByLabel('Setup token').waitFor();
    await page.goto(await instance.setupLink());
    await setUp(page);
  });
  afterAll(async () => {
    await browser?.close();
    await instance?.stop();
  });

  it('says what it is for, and why it does not open what is no save', async () => {
    const { page } = watched;
    await goTo(page, 'Saves');
    await page.getByText('The file stays in this browser.').waitFor();
    await watched.look('saves-empty');
    const chooser = page.getByLabel('Choose a file').last();
    await chooser.setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('just words') });
    await page.getByText('notes.txt did not open').waitFor();
    await chooser.setInputFiles({ name: 'half.sav', mimeType: '', buffer: Buffer.from(built.subarray(0, 700)) });
    await page.getByText('half.sav did not open').waitFor();
    await watched.look('saves-refused');
    expect(watched.troubles).toEqual([]);
  }, 120_000);

  it('shows every property, and types over each where it stands', async () => {
    const { page } = watched;
    await drop(page, 'Slot.sav', built);
    await page.getByRole('heading', { level: 1, name: 'Slot.sav' }).waitFor();
    await page.getByText('Unreal Engine save').first().waitFor();
    expect(await page.getByRole('button', { name: 'Download', exact: true }).isDisabled()).toBe(true);

    await type(page, 'Int', '99999999999');
    await page.getByText('99999999999 is out of range; use -2147483648 to 2147483647.').waitFor();
    await watched.look('saves-out-of-range');
    await page.keyboard.press('Escape');
    await type(page, 'Int', '1042');
    await type(page, 'Long', '-9007199254740995');
    await type(page, 'Ratio', 'NaN');
    await type(page, 'Colour', 'EColour::Blue');
    await type(page, 'Title', 'Signs');
    await row(page, 'Bool').click();
    await row(page, 'Bool').getByRole('switch').click();
    await change(page, 'Bool').waitFor();

    // A text of several lines has a field of its own.
    await row(page, 'Diary').dblclick();
    const panel = page.getByRole('form', { name: 'Text' });
    await panel.getByLabel('Diary').fill('first line\nanother line\nthird line');
    await watched.look('saves-long-text');
    await panel.getByRole('button', { name: 'Keep the text' }).click();
    await change(page, 'Diary').waitFor();
    await changes(page)
      .getByText('as before')
      .or(changes(page).getByText(/^[+−] \d+ bytes?$/))
      .waitFor();
    await watched.look('saves-changed');
    expect(watched.troubles).toEqual([]);
  }, 120_000);

  it('adds, duplicates and removes elements by keyboard and by button, and takes each step back', async () => {
    const { page } = watched;
    await row(page, 'Numbers').click();
    await page.keyboard.press('ArrowRight');
    await row(page, '\\[1\\]').waitFor();
    await page.getByRole('button', { name: 'Add an element' }).click();
    await change(page, 'Numbers[2]').waitFor();
    await page.getByRole('button', { name: 'Duplicate' }).click();
    await change(page, 'Numbers[3]').waitFor();
    await tree(page).focus();
    await page.keyboard.press('Delete');
    await change(page, 'Numbers[3]').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+z');
    await change(page, 'Numbers[3]').waitFor();
    await page.keyboard.press('Control+Shift+Z');
    await change(page, 'Numbers[3]').waitFor({ state: 'detached' });
    await page.keyboard.press('Home');
    await page.keyboard.press('End');
    await expect.poll(() => page.getByRole('treeitem', { selected: true }).textContent()).toMatch(/^Blob/);
    await changes(page).getByRole('button', { name: 'Undo Colour' }).click();
    await change(page, 'Colour').waitFor({ state: 'detached' });
    expect(watched.troubles).toEqual([]);
  }, 60_000);

  it('shows bytes, and puts those of a file in their place', async () => {
    const { page } = watched;
    await row(page, 'Blob').dblclick();
    const bytes = page.getByRole('group', { name: 'Bytes of Blob' });
    await bytes.getByText('3,000 bytes').waitFor();
    await bytes.getByText('000010').waitFor();
    await watched.look('saves-bytes');
    await bytes
      .getByLabel('Replace by a file')
      .last()
      .setInputFiles({ name: 'new.bin', mimeType: '', buffer: Buffer.from([7, 8, 9]) });
    await said(page, '3 bytes of new.bin are in').waitFor();
    await change(page, 'Blob').waitFor();
    await bytes.getByRole('button', { name: 'Close the bytes' }).click();
    expect(watched.troubles).toEqual([]);
  }, 60_000);

  it('hands over the edited file with a backup, and all of it as JSON', async () => {
    const { page } = watched;
    const [edited, backup] = await downloads(page);
    expect(edited?.suggestedFilename()).toBe('Slot.sav');
    expect(backup?.suggestedFilename()).toMatch(/^Slot\.sav\.bak-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d$/);
    expect(await bytesOf(backup)).toEqual(built);
    const save = readSave(await bytesOf(edited));
    const values = ['Int', 'Long', 'Ratio', 'Colour', 'Title.format.source', 'Bool', 'Diary', 'Numbers[2]'].map(
      (path) => find(save, path)?.value,
    );
    expect(values).toEqual([
      1042,
      -9_007_199_254_740_995n,
      Number.NaN,
      'EColour::Red',
      'Signs',
      false,
      'first line\nanother line\nthird line',
      2,
    ]);
    expect(find(save, 'Blob')?.value).toEqual(new Uint8Array([7, 8, 9]));
    await page.getByRole('button', { name: 'More on this save' }).click();
    const [json] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Download as JSON' }).click(),
    ]);
    expect(JSON.parse(await readFile(await json.path(), 'utf8'))).toMatchObject({ format: 'bothy-save', kind: 'gvas' });
    expect(watched.troubles).toEqual([]);
  }, 60_000);

  it('asks before it lets go of changes', async () => {
    const { page } = watched;
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Bots', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Leave without a download?' });
    await dialog.getByRole('button', { name: 'Stay here' }).click();
    await page.getByRole('heading', { level: 1, name: 'Slot.sav' }).waitFor();
    await drop(page, 'Other.sav', built);
    await page
      .getByRole('dialog', { name: 'Open Other.sav instead?' })
      .getByRole('button', { name: 'Stay here' })
      .click();
    await page.getByRole('heading', { level: 1, name: 'Slot.sav' }).waitFor();
    await page.getByRole('button', { name: 'Undo all' }).click();
    await changes(page).getByText('Nothing is changed').waitFor();
    await page.getByRole('button', { name: 'More on this save' }).click();
    await page.getByRole('menuitem', { name: 'Close' }).click();
    await page.getByRole('heading', { level: 1, name: 'Saves', exact: true }).waitFor();
    expect(watched.troubles).toEqual([]);
  }, 60_000);

  it.runIf(existsSync(prospect))(
    'opens a prospect in less than two seconds, searches it, and changes both of its copies',
    async () => {
      const { page } = watched;
      const original = new Uint8Array(readFileSync(prospect));
      await page.getByLabel('Choose a file').last().setInputFiles(prospect);
      const began = Date.now();
      await page.getByText('Hash agrees').waitFor();
      expect(Date.now() - began).toBeLessThan(2000);
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
      const figures = await tasksDuring(browser, page, async () => {
        for (let n = 1; n <= 40; n += 1) {
          await tree(page).evaluate((it, part) => it.scrollTo(0, (it.scrollHeight * part) / 40), n);
          await page.waitForTimeout(40);
        }
        await page.keyboard.press('End');
        await search.fill('generator');
        await page.getByText(/^[\d,]+ found$/).waitFor();
        await search.fill('');
      });
      console.log('scrolling and searching a prospect', figures);
      expect(figures.longestCpuMs).toBeLessThan(200);
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
      const [edited] = await downloads(page);
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
    },
    180_000,
  );
});
