import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from './chromium.js';
import { Instance } from './instance.js';
import { reportTasks, type TaskFigures, tasksDuring } from './long-tasks.js';
import { createBot, log, logLine, setUp, startRun, state } from './steps.js';
import { WatchedPage } from './watched-page.js';

const chromiumPath = process.env['BOTHY_TEST_CHROMIUM'];

/** 200,000 coloured lines, about 20,000 in a second. */
const fast = String.raw`node -e '
const colour = (code, text) => "\x1b[" + code + "m" + text + "\x1b[0m";
let n = 0;
const timer = setInterval(() => {
  let text = "";
  for (let i = 0; i < 400; i++) text += colour(36, "step") + " " + ++n + " " + colour(32, "ok") + " " + colour(90, "in 2 ms") + "\n";
  process.stdout.write(text);
  if (n >= 200000) clearInterval(timer);
}, 20);
'`;
/** A million lines, one of them on stderr. */
const million = 'seq -f "line %.0f of a million" 1000000; sleep 0.2; echo "the last word" >&2';

describe.skipIf(!chromiumPath)('the log page, with much to show', () => {
  let browser: Browser;
  let instance: Instance;
  let watched: WatchedPage;
  const figures: Record<string, TaskFigures> = {};

  beforeAll(async () => {
    browser = await launchChromium(chromiumPath ?? '');
    instance = await Instance.start();
    watched = await WatchedPage.open(browser, 1440, 900);
    await watched.page.goto(await instance.setupLink());
    await setUp(watched.page);
  });
  afterAll(async () => {
    await reportTasks(figures);
    await browser?.close();
    await instance?.stop();
  });

  it('follows what pours in, to the last line', async () => {
    const { page } = watched;
    await createBot(page, 'Fast', fast);
    figures['following 20,000 lines/s'] = await tasksDuring(browser, page, async () => {
      await startRun(page);
      await state(page, 'Succeeded').waitFor({ timeout: 90_000 });
      await logLine(page, 'step 200000 ok').waitFor({ timeout: 60_000 });
    });
    expect(await logLine(page, 'step 200000 ok').locator('span.a2', { hasText: 'ok' }).count()).toBe(1);
    await page.getByText('200,000 lines').waitFor();
    expect(watched.troubles).toEqual([]);
  }, 180_000);

  it('scrolls through a million lines', async () => {
    const { page } = watched;
    await createBot(page, 'Million', million);
    await startRun(page);
    await state(page, 'Succeeded').waitFor({ timeout: 120_000 });
    await logLine(page, 'the last word').waitFor({ timeout: 60_000 });
    figures['scrolling 1,000,000 lines'] = await tasksDuring(browser, page, async () => {
      const box = await log(page).boundingBox();
      await page.mouse.move((box?.x ?? 0) + 200, (box?.y ?? 0) + 200);
      for (let turn = 0; turn < 120; turn += 1) await page.mouse.wheel(0, turn % 40 === 39 ? -400_000 : -300);
      for (const part of [0.25, 0.5, 0.75, 0.1]) {
        await log(page).evaluate((element, to) => {
          element.scrollTop = element.scrollHeight * to;
        }, part);
        await log(page)
          .getByRole('listitem')
          .filter({ hasText: /line \d+ of/ })
          .first()
          .waitFor();
      }
    });
    expect(watched.troubles).toEqual([]);
  }, 240_000);

  it('finds what is not loaded, both ways and around the end', async () => {
    const { page } = watched;
    const find = page.getByRole('textbox', { name: 'Find in the log' });
    const hits = page.getByRole('search').getByRole('status');
    figures['finding in 1,000,000 lines'] = await tasksDuring(browser, page, async () => {
      await find.fill('line 777777 of');
      await logLine(page, 'line 777777 of').locator('mark.on').waitFor();
      await hits.getByText('1 of 1', { exact: true }).waitFor();
      await find.fill('99999 of');
      await hits.getByText(/of 10$/).waitFor();
      // From where one stands the next one is below; after the last the first comes again.
      for (const [key, line] of [
        ['Shift+Enter', 'line 699999 of'],
        ['Enter', 'line 799999 of'],
        ['Enter', 'line 899999 of'],
        ['Enter', 'line 999999 of'],
        ['Enter', 'line 99999 of'],
        ['Shift+Enter', 'line 999999 of'],
      ] as const) {
        await find.press(key);
        await logLine(page, line).locator('mark.on').waitFor();
      }
      await find.fill('of a million');
      await hits.getByText(/\+ hits$|of 2,000\+$/).waitFor();
    });
    await find.press('Escape');
    expect(watched.troubles).toEqual([]);
  }, 120_000);

  it('shows one stream of it without reading all of it', async () => {
    const { page } = watched;
    await page.getByRole('group', { name: 'Stream' }).getByRole('button', { name: 'stderr' }).click();
    await page.getByText(/those before were not looked through/).waitFor();
    await expect.poll(() => log(page).getByRole('listitem').count()).toBe(1);
    await logLine(page, 'the last word').waitFor();
    await watched.look('log-stderr');
    await page.getByRole('group', { name: 'Stream' }).getByRole('button', { name: 'All' }).click();
    expect(watched.troubles).toEqual([]);
  }, 120_000);

  it('opens at the line that a link names', async () => {
    const { page } = watched;
    await page.goto(`${page.url().replace(/#.*/, '')}#L500000`);
    await page.reload();
    await page.locator('li.linked', { hasText: 'line 500000 of a million' }).waitFor();
    await watched.look('log-line-link');
    expect(watched.troubles).toEqual([]);
  }, 60_000);
});
