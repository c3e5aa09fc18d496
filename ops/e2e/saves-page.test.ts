import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { find, readSave } from '../../packages/ue4-codec/src/index.js';
import { byteArray } from '../../packages/ue4-codec/src/testing/containers.js';
import { ue427 } from '../../packages/ue4-codec/src/testing/engines.js';
import { sampleProperties } from '../../packages/ue4-codec/src/testing/samples.js';
import { buildSave } from '../../packages/ue4-codec/src/testing/save-builder.js';
import { double, str } from '../../packages/ue4-codec/src/testing/values.js';
import { launchChromium } from './chromium.js';
import { goTo, said } from './identity-steps.js';
import { Instance } from './instance.js';
import { bytesOf, change, changes, downloads, drop, row, tree, type } from './saves-steps.js';
import { setUp } from './steps.js';
import { WatchedPage } from './watched-page.js';

const chromiumPath = process.env['BOTHY_TEST_CHROMIUM'];

const built = buildSave(ue427, [
  ...sampleProperties(),
  { name: 'Ratio', value: double(0.5) },
  { name: 'Diary', value: str('first line\nsecond line') },
  { name: 'Blob', value: byteArray(Array.from({ length: 3000 }, (_, n) => n & 0xff)) },
]);

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

    // What is typed is kept when one goes on to another line.
    await row(page, 'Float').dblclick();
    await tree(page).getByRole('textbox', { name: 'Float', exact: true }).fill('2.5');
    await row(page, 'Int').click();
    await change(page, 'Float').waitFor();

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
    const [backup, edited] = await downloads(page);
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

  it('asks before it lets go of changes that are in no file', async () => {
    const { page } = watched;
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Bots', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Bots', exact: true }).waitFor();
    await goTo(page, 'Saves');
    await drop(page, 'Slot.sav', built);
    await type(page, 'Int', '7');
    await change(page, 'Int').waitFor();
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
});
