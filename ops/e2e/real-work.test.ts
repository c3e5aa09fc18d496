import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, CDPSession } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from './chromium.js';
import { Instance } from './instance.js';
import { createBot, log, logLine, setUp, startRun, state } from './steps.js';
import { WatchedPage } from './watched-page.js';

const chromiumPath = process.env['BOTHY_TEST_CHROMIUM'];
const root = join(import.meta.dirname, '../..');

/** Clones this very project from disk, builds a package of it and runs its tests, in colours. */
const buildAndTest = String.raw`
set -e
printf '\033[1m$ git clone\033[0m\n'
git clone --quiet 'file://${root}' checkout
ln -s '${root}/node_modules' checkout/node_modules
cd checkout/packages/contracts
ln -s '${root}/packages/contracts/node_modules' node_modules
export FORCE_COLOR=1
printf '\033[1m$ tsc\033[0m\n'
../../node_modules/.bin/tsc -p .
ls dist | head -n 3
printf '\033[1m$ vitest run\033[0m\n'
../../node_modules/.bin/vitest run --config vitest.config.ts --configLoader runner
`;

const mebibytes = (bytes: number) => Math.round(bytes / 1024 / 1024);

/** Bytes that the scripts of the tab hold once the garbage is gone. */
async function heapBytes(devtools: CDPSession): Promise<number> {
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  return usedSize;
}

function residentBytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) * 1024;
}

describe.skipIf(!chromiumPath)('real work, in a browser', () => {
  let browser: Browser;
  let instance: Instance;
  let watched: WatchedPage;

  beforeAll(async () => {
    browser = await launchChromium(chromiumPath ?? '');
    instance = await Instance.start();
    watched = await WatchedPage.open(browser, 1440, 900);
    await watched.page.goto(await instance.setupLink());
    await setUp(watched.page);
  });
  afterAll(async () => {
    await browser?.close();
    await instance?.stop();
  });

  it('clones this project, builds and tests a package of it, colours and all', async () => {
    const { page } = watched;
    await createBot(page, 'Contracts', buildAndTest);
    await startRun(page);
    await logLine(page, '$ vitest run').waitFor({ timeout: 60_000 });
    await state(page, 'Succeeded').waitFor({ timeout: 60_000 });
    await logLine(page, 'Test Files').waitFor();
    expect(await log(page).locator('span.a2').count()).toBeGreaterThan(3);
    await watched.look('run-real');
    expect(watched.troubles).toEqual([]);
  }, 150_000);

  it('follows a million lines, and the memory of tab and server stays flat', async () => {
    const { page } = watched;
    const devtools = await watched.context.newCDPSession(page);
    const pid = Number(readFileSync(join(instance.dataDir, 'run/server.pid'), 'utf8'));
    await createBot(page, 'Million', 'seq -f "line %.0f of a million, as long as lines are" 1000000');
    const before = { tab: await heapBytes(devtools), server: residentBytes(pid) };
    await startRun(page);
    await state(page, 'Succeeded').waitFor({ timeout: 120_000 });
    await logLine(page, 'line 1000000 of').waitFor({ timeout: 60_000 });

    const region = log(page);
    for (const part of [0.5, 0.001, 0.9, 0]) {
      await region.evaluate((element, to) => {
        element.scrollTop = element.scrollHeight * to;
      }, part);
      await region
        .getByRole('listitem')
        .filter({ hasText: /line \d+ of/ })
        .first()
        .waitFor();
    }
    await logLine(page, 'line 1 of').waitFor();
    const after = { tab: await heapBytes(devtools), server: residentBytes(pid) };
    // The log is 46 MB of text: whoever kept it would show it.
    expect(mebibytes(after.tab - before.tab)).toBeLessThan(30);
    expect(mebibytes(after.server - before.server)).toBeLessThan(150);
    expect(watched.troubles).toEqual([]);
  }, 240_000);
});
