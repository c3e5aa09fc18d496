import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ue427 } from '../../packages/ue4-codec/src/testing/engines.js';
import { sampleProperties } from '../../packages/ue4-codec/src/testing/samples.js';
import { buildSave } from '../../packages/ue4-codec/src/testing/save-builder.js';
import { int32 } from '../../packages/ue4-codec/src/testing/values.js';
import { launchChromium } from './chromium.js';
import { goTo } from './identity-steps.js';
import { Instance } from './instance.js';
import { setUp } from './steps.js';
import { WatchedPage } from './watched-page.js';

const chromiumPath = process.env['BOTHY_TEST_CHROMIUM'];
const good = buildSave(ue427, sampleProperties());

/** A struct in a struct in a struct, so many times. */
function nested(depth: number): Buffer {
  const one = (size: number) =>
    Buffer.concat([text('In'), text('StructProperty'), int(size), int(0), text('In'), Buffer.alloc(17)]);
  const end = text('None');
  const level = one(0).length + end.length;
  const parts = Array.from({ length: depth }, (_, n) => one((depth - n - 1) * level + end.length));
  return Buffer.concat([emptySave, ...parts, ...Array.from({ length: depth + 1 }, () => end), int(0)]);
}

function int(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

function text(value: string): Buffer {
  return Buffer.concat([int(value.length + 1), Buffer.from(`${value}\0`, 'latin1')]);
}

/** What comes before the properties. */
const emptySave = buildSave(ue427, []).subarray(0, -13);

describe.skipIf(!chromiumPath)('the workbench of saves', () => {
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

  it('refuses what would take it down, and goes on', async () => {
    const { page } = watched;
    const bomb = deflateSync(Buffer.alloc(600 * 1024 * 1024), { level: 9 });
    const packed = Buffer.concat([int(600 * 1024 * 1024), int(bomb.length), Buffer.from('PlZ1'), bomb]);
    const claims = Buffer.concat([emptySave, text('Long'), text('StrProperty'), int(2 ** 31 - 1), int(0)]);
    const hostile = { 'deep.sav': nested(10_000), 'bomb.sav': packed, 'claims.sav': claims };
    for (const [name, buffer] of Object.entries(hostile)) {
      await page.getByLabel('Choose a file').last().setInputFiles({ name, mimeType: '', buffer });
      await page.getByText(`${name} did not open`).waitFor();
    }
    await page
      .getByLabel('Choose a file')
      .last()
      .setInputFiles({ name: 'good.sav', mimeType: '', buffer: Buffer.from(good) });
    await page.getByRole('treeitem', { name: /^Int / }).waitFor();
    await page.getByRole('button', { name: 'More on this save' }).click();
    await page.getByRole('menuitem', { name: 'Close' }).click();
    expect(watched.troubles).toEqual([]);
  }, 120_000);

  it('can be called off while it decodes', async () => {
    const { page } = watched;
    const folder = await mkdtemp(join(tmpdir(), 'bothy-save-'));
    const property = buildSave(ue427, [{ name: 'Number', value: int32(7) }]).subarray(emptySave.length, -13);
    const many = Buffer.alloc(property.length * 2_000_000, property);
    await writeFile(join(folder, 'large.sav'), Buffer.concat([emptySave, many, text('None'), int(0)]));
    await page.getByLabel('Choose a file').last().setInputFiles(join(folder, 'large.sav'));
    // Decoding is over in less than a second: it is called off in the frame that first shows it.
    await page.waitForFunction(() => {
      const opening = document.querySelector('[aria-label=Opening]');
      if (!opening?.textContent.includes('Decoding')) return false;
      opening.querySelector('button')?.click();
      return true;
    });
    await page.getByText('Drop a save here').waitFor();
    await rm(folder, { recursive: true });
    expect(watched.troubles).toEqual([]);
  }, 120_000);
});
