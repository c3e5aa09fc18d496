import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browseAsPerson, downloaded, makeFolderTool, ReleaseFolder } from './catalog-steps.js';
import { launchChromium } from './chromium.js';
import { goTo, setUpWithPasskey } from './identity-steps.js';
import { Instance } from './instance.js';
import { createBot, startRun, state } from './steps.js';
import { WatchedPage } from './watched-page.js';

const chromiumPath = process.env['BOTHY_TEST_CHROMIUM'];
const chart = (page: Page) => page.getByRole('application', { name: /^Downloads/ });

describe.skipIf(!chromiumPath)('the metrics, in a browser', () => {
  let browser: Browser;
  let instance: Instance;
  let watched: WatchedPage;
  let folder: ReleaseFolder;

  beforeAll(async () => {
    browser = await launchChromium(chromiumPath ?? '');
    folder = await ReleaseFolder.make();
    await folder.put('olympus', '1.0.0', 'olympus.txt', 'the first\n');
    await folder.put('olympus', '1.1.0', 'olympus.txt', 'the second\n');
    await folder.put('skye', '0.3.0', 'skye.txt', 'over the sea\n');
    instance = await Instance.start(undefined, { BOTHY_CATALOG_ROOTS: folder.root });
    watched = await WatchedPage.open(browser);
    await browseAsPerson(watched);
    await setUpWithPasskey(watched, instance);
  });
  afterAll(async () => {
    await browser?.close();
    await instance?.stop();
    await folder?.remove();
  });

  it('teach while nothing was counted', async () => {
    const { page } = watched;
    await goTo(page, 'Metrics');
    await page.getByText('Nothing was counted yet').waitFor();
    await watched.look('metrics-empty');
    await page.getByRole('link', { name: 'Open the catalog' }).click();
    await page.getByText('No tools yet').waitFor();
    expect(watched.troubles).toEqual([]);
  }, 120_000);

  it('show what was downloaded, by tool and by version, as lines and as a table', async () => {
    const { page } = watched;
    await makeFolderTool(page, 'Olympus', folder.pathOf('olympus'));
    // Older versions are folded up.
    await page.getByRole('button', { name: '1.0.0', exact: true }).click();
    for (const version of ['1.0.0', '1.1.0']) {
      const files = page.getByRole('region', { name: `Files of ${version}` });
      await downloaded(page, () => files.getByRole('link', { name: 'Download olympus.txt' }).click());
    }
    await makeFolderTool(page, 'Skye', folder.pathOf('skye'));
    await downloaded(page, () => page.getByRole('link', { name: 'Download skye.txt' }).click());

    await goTo(page, 'Metrics');
    const figure = page.getByRole('button', { name: /^Downloads 3 / });
    await refreshUntil(page, () => figure.isVisible());
    await chart(page).waitFor();
    await page.getByRole('region', { name: 'Versions' }).getByText('0.3.0').waitFor();
    await page.getByText('Countries are not told apart').waitFor();
    await watched.look('metrics');
    await chart(page).focus();
    await page.keyboard.press('End');
    await page.locator('.readout').getByText('3').waitFor();
    await watched.look('metrics-readout');

    await page.getByRole('button', { name: 'By tool' }).click();
    await page.waitForURL(/by=tool/);
    await page.getByRole('button', { name: 'Show as table' }).click();
    const table = page.getByRole('region', { name: /as a table$/ });
    await table.getByRole('columnheader', { name: 'olympus' }).waitFor();
    expect(await table.getByRole('row').nth(1).getByRole('cell').allInnerTexts()).toEqual(['2', '1']);
    await watched.look('metrics-table');
    await page.getByRole('button', { name: 'Show as chart' }).click();
    await page.getByRole('button', { name: '7 d', exact: true }).click();
    await page.waitForURL(/range=7d/);
    await page.getByRole('button', { name: 'Hours' }).click();
    await page.waitForURL(/bucket=hour/);
    await watched.look('metrics-hours');
    expect(watched.troubles).toEqual([]);
  }, 240_000);

  it('are of one tool and of chosen days, by the address; and are saved as a table', async () => {
    const { page } = watched;
    await page.getByRole('button', { name: 'Tool', exact: true }).click();
    await page.getByLabel('Only of').selectOption('olympus');
    await page.waitForURL(/tool=olympus/);
    await page.getByRole('button', { name: /^Downloads 2 / }).waitFor();
    await page.getByText('There is none for this tool').waitFor();
    await page.getByRole('button', { name: 'By version' }).click();
    await page.getByRole('button', { name: 'Days', exact: true }).click();
    await page.waitForURL(/bucket=day/);
    await watched.look('metrics-tool');
    const saved = await downloaded(page, () => page.getByRole('button', { name: 'Export CSV' }).click());
    expect(saved.name).toMatch(/^metrics-olympus-downloads-[\d-]+\.csv$/);
    const lines = saved.bytes.toString('utf8').trimEnd().split('\r\n');
    expect(lines[0]).toContain('1.1.0');
    expect(lines).toHaveLength(8);

    await page.getByRole('button', { name: 'Own days' }).click();
    await page.getByLabel('From').fill('2026-01-01');
    await page.getByLabel('To, with that day').fill('2026-01-31');
    await watched.look('metrics-days');
    await page.getByRole('button', { name: 'Show these days' }).click();
    await page.waitForURL(/from=2026-01-01&to=2026-01-31/);
    await page.getByText('Nothing was counted', { exact: true }).waitFor();
    await watched.look('metrics-nothing');
    await page.reload();
    await page.getByRole('button', { name: /^Own days are 1 Jan to 31 Jan/ }).waitFor();
    expect(watched.troubles).toEqual([]);
  }, 180_000);

  it('follow the page from light to dark', async () => {
    const { page } = watched;
    await goTo(page, 'Metrics');
    await chart(page).locator('canvas').waitFor();
    const colours = () =>
      chart(page)
        .locator('canvas')
        .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
    const light = await colours();
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(colours).not.toBe(light);
    await page.emulateMedia({ colorScheme: 'light' });
    await expect.poll(colours).toBe(light);
    expect(watched.troubles).toEqual([]);
  }, 120_000);

  it('stand on the home page of who has bots', async () => {
    const { page } = watched;
    await createBot(page, 'Nightly', 'echo done');
    await startRun(page);
    await state(page, 'Succeeded').waitFor();
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Home', exact: true }).click();
    const card = page.getByRole('region', { name: 'Downloads' });
    await card.getByText('3', { exact: true }).waitFor();
    await card.getByText('None before').waitFor();
    await watched.look('home-downloads');
    await card.getByRole('link', { name: 'Metrics' }).click();
    await page.getByRole('button', { name: /^Downloads 3 / }).waitFor();
    expect(watched.troubles).toEqual([]);
  }, 120_000);
});

/** Figures are up to date within two seconds; the page asks for them again when it is told to. */
async function refreshUntil(page: Page, is: () => Promise<boolean>): Promise<void> {
  await expect
    .poll(
      async () => {
        const answered = page.waitForResponse(/\/api\/metrics\/totals/);
        await page.getByRole('button', { name: 'Refresh' }).click();
        await answered;
        return is();
      },
      { timeout: 20_000 },
    )
    .toBe(true);
}
