import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browseAsPerson, downloaded, makeFolderTool, ReleaseFolder } from './catalog-steps.js';
import { launchChromium } from './chromium.js';
import { goTo, setUpWithPasskey } from './identity-steps.js';
import { Instance } from './instance.js';
import { createBot, startRun, state } from './steps.js';
import { WatchedPage } from './watched-page.js';

const chromiumPath = process.env['BOTHY_TEST_CHROMIUM'];
const chart = (page: Page, of = 'Downloads') => page.getByRole('application', { name: new RegExp(`^${of}, `) });
const sum = (all: number, value: number | string): number => all + Number(value);

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
    await page.getByText('Nothing was counted in the last 60 days').waitFor();
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
    await page.getByRole('region', { name: 'Tools' }).getByRole('link', { name: 'Olympus' }).waitFor();
    // No country is known here, and nothing is told of them.
    await expect.poll(() => page.getByRole('region', { name: 'Countries' }).count()).toBe(0);
    await watched.look('metrics');
    await chart(page).focus();
    await page.keyboard.press('End');
    await page.locator('.readout').getByText('3').waitFor();
    await watched.look('metrics-readout');
    await staysInside(page);

    await page.getByRole('button', { name: 'By tool' }).click();
    await page.waitForURL(/by=tool/);
    await page.getByRole('button', { name: 'Show as table' }).click();
    const table = page.getByRole('region', { name: /as a table$/ });
    expect(await columnSums(table)).toEqual({ Olympus: 2, Skye: 1 });
    expect(await legendSum(page)).toBe(3);
    await watched.look('metrics-table');
    await page.getByRole('button', { name: 'Show as chart' }).click();
    await page.getByRole('button', { name: '7 d', exact: true }).click();
    await page.waitForURL(/range=7d/);
    await page.getByRole('button', { name: 'Hours' }).click();
    await page.waitForURL(/bucket=hour/);
    // The last one is the hour that goes on, and none of the rest of the day.
    const lastHour = async () => {
      await chart(page).press('End');
      return page.locator('.readout .moment').allInnerTexts();
    };
    await expect.poll(async () => (await lastHour()).some(isThisHour), { timeout: 10_000 }).toBe(true);
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

    expect(
      lines
        .slice(1)
        .flatMap((line) => line.split(',').slice(1))
        .reduce(sum, 0),
    ).toBe(2);
    expect(await legendSum(page)).toBe(2);
    await page.getByRole('button', { name: 'Hours', exact: true }).click();
    await page.waitForURL(/bucket=hour/);
    const hours = await downloaded(page, () => page.getByRole('button', { name: 'Export CSV' }).click());
    const rows = hours.bytes.toString('utf8').trimEnd().split('\r\n').slice(1);
    expect(rows.flatMap((line) => line.split(',').slice(1)).reduce(sum, 0)).toBe(2);
    expect(Date.parse(rows.at(-1)?.split(',')[0] ?? '')).toBeLessThanOrEqual(Date.now());

    await page.getByRole('button', { name: 'Choose days' }).click();
    await page.getByLabel('From').fill('2026-01-01');
    await page.getByLabel('To, inclusive').fill('2026-01-31');
    await watched.look('metrics-days');
    await page.getByRole('button', { name: 'Show these days' }).click();
    await page.waitForURL(/from=2026-01-01&to=2026-01-31/);
    await page.getByText('Nothing was counted', { exact: true }).waitFor();
    await watched.look('metrics-nothing');
    await page.reload();
    await page.getByRole('button', { name: /^Days are 1 Jan to 31 Jan/ }).waitFor();
    expect(watched.troubles).toEqual([]);
  }, 180_000);

  it('go on being drawn as they are while only figures change', async () => {
    const { page } = watched;
    await page.goto(`${instance.url}/insights?metric=bytes&range=7d`);
    const canvas = await chart(page, 'Sent').locator('canvas').elementHandle();
    await chart(page, 'Sent').focus();
    await page.keyboard.press('End');
    const words = await page.locator('.readout b').innerText();
    expect(await page.evaluate(async () => (await fetch('/d/skye/0.3.0/skye.txt')).text())).toBe('over the sea\n');
    // Asked for anew as with each minute, and without the focus being taken from the chart.
    await expect
      .poll(
        async () => {
          await page.getByRole('button', { name: 'Refresh' }).dispatchEvent('click');
          return page.locator('.readout b').innerText();
        },
        { timeout: 20_000 },
      )
      .not.toBe(words);
    expect(await canvas?.evaluate((element) => element.isConnected)).toBe(true);
    expect(watched.troubles).toEqual([]);
  }, 120_000);

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

/** What the table adds up to, by the heads of its columns: midnight may part what was counted. */
async function columnSums(table: Locator): Promise<Record<string, number>> {
  await table.getByRole('columnheader', { name: 'Olympus' }).waitFor();
  const heads = (await table.getByRole('columnheader').allInnerTexts()).slice(1);
  const cells = await table.getByRole('cell').allInnerTexts();
  return Object.fromEntries(
    heads.map((head, column) => [head, cells.filter((_, n) => n % heads.length === column).reduce(sum, 0)]),
  );
}

const legendSum = async (page: Page): Promise<number> =>
  (await page.locator('.chart .legend b').allInnerTexts()).reduce(sum, 0);

/** "Sat 21 Nov, 14:00" in UTC; the hour may have ended while it was read. */
function isThisHour(words: string): boolean {
  const hours = [0, 1].map((ago) => new Date(Date.now() - ago * 60_000).toISOString().slice(11, 13));
  return hours.some((hour) => words.endsWith(`, ${hour}:00`));
}

/** On a phone, what is read out of the chart stays within it at either end. */
async function staysInside(page: Page): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 844 });
  for (const key of ['Home', 'End']) {
    await chart(page).press(key);
    const [host, readout] = [await chart(page).boundingBox(), await page.locator('.readout').boundingBox()];
    if (!host || !readout) throw new Error('nothing is read out');
    expect(readout.x).toBeGreaterThanOrEqual(host.x - 8);
    expect(readout.x + readout.width).toBeLessThanOrEqual(host.x + host.width + 8);
  }
  if (before) await page.setViewportSize(before);
}

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
