import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from './chromium.js';
import { goTo, said } from './identity-steps.js';
import { Instance } from './instance.js';
import { log, logLine, setUp, startRun, state } from './steps.js';
import { WatchedPage } from './watched-page.js';

const chromiumPath = process.env['BOTHY_TEST_CHROMIUM'];

/** Fails until its third attempt; each prints to both streams, in colours that go on over an unfinished line. */
const flaky = String.raw`printf '\033[36mattempt\033[0m %s\n' "$BOTHY_ATTEMPT"
echo "channel is $BOTHY_PARAM_CHANNEL"
printf '\033[32mgreen so far'; sleep 0.3; printf ' and still\033[0m, then plain\n'
for part in 20 40 60 80 100; do printf '\r%s %%' "$part"; done; echo
echo 'warn  a retry is near' >&2
[ "$BOTHY_ATTEMPT" = 3 ] || exit 3
mkdir -p "$BOTHY_ARTIFACTS/reports"
echo '{"ok":true}' > "$BOTHY_ARTIFACTS/reports/bench.json"
echo 'built by attempt 3' > "$BOTHY_ARTIFACTS/notes.txt"
echo "token is $BOTHY_PARAM_TOKEN"
`;
/** Asks, waits for an answer, and then shows which keys come in. */
const asks = String.raw`printf '\033[1mWhat is your name?\033[0m '; read -r name
printf '\033[32mWelcome, %s.\033[0m\r\n' "$name"
printf 'Go on? '; read -r answer; echo "You said $answer"
stty -icanon -echo; printf 'Press an arrow: '; key=$(head -c 3 | od -An -c | tr -d ' '); echo "$key"
`;

/** Makes a bot on its form; `more` sets what is behind its folded sections. */
async function makeBot(page: Page, name: string, script: string, more: () => Promise<void>): Promise<void> {
  await goTo(page, 'Bots');
  await page.getByRole('link', { name: 'New bot' }).first().click();
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByLabel('Run in a shell').check();
  await page.getByRole('textbox', { name: 'Script', exact: true }).fill(script);
  await more();
  await page.getByRole('button', { name: 'Create bot' }).click();
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
}

const unfold = (page: Page, section: string) => page.getByRole('button', { name: section }).click();
const tab = (page: Page, name: RegExp | string) =>
  page.getByRole('navigation', { name: 'Run', exact: true }).getByRole('link', { name });
const screen = (page: Page) => page.getByRole('region', { name: 'Terminal' });
const timeline = (page: Page) => page.getByRole('complementary', { name: 'Details' });

describe.skipIf(!chromiumPath)('the page of a run', () => {
  let browser: Browser;
  let instance: Instance;
  let watched: WatchedPage;

  beforeAll(async () => {
    browser = await launchChromium(chromiumPath ?? '');
    instance = await Instance.start();
    watched = await WatchedPage.open(browser, 1440, 900);
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

  it('waits for an approval, and is paused and resumed', async () => {
    const { page } = watched;
    const counts = 'for n in $(seq 1 300); do echo "count $n"; sleep 0.1; done';
    await makeBot(page, 'Gate', counts, async () => {
      await unfold(page, 'Policies');
      await page.getByLabel('Somebody has to approve each run').check();
    });
    await startRun(page);
    await state(page, 'Waiting').waitFor();
    await watched.look('run-waits-approval');
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByLabel('Reason').fill('It is the right hour.');
    await watched.look('run-approve');
    await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    await state(page, 'Running').waitFor();
    await page.getByText('Approved by Ailsa Craig').waitFor();
    await logLine(page, 'count 2').first().waitFor();

    await page.getByRole('button', { name: 'Pause' }).click();
    await state(page, 'Paused').waitFor();
    const lines = () => timeline(page).getByText('Lines').locator('+ dd').textContent();
    // What was on its way arrives; then nothing more does.
    let before = '';
    await expect.poll(async () => before === (before = (await lines()) ?? ''), { interval: 700 }).toBe(true);
    await watched.look('run-paused');
    expect(await lines()).toBe(before);
    await page.getByRole('button', { name: 'Resume' }).click();
    await expect.poll(lines).not.toBe(before);
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await state(page, 'Cancelled').waitFor();
    expect(watched.troubles).toEqual([]);
  }, 120_000);

  it('says why one may not approve, and is rejected', async () => {
    const { page } = watched;
    await makeBot(page, 'Four eyes', 'echo never', async () => {
      await unfold(page, 'Policies');
      await page.getByLabel('Somebody has to approve each run').check();
      await page.getByLabel('Somebody else than who asked for it').check();
    });
    await startRun(page);
    await page.getByRole('button', { name: 'Approve' }).click();
    const dialog = page.getByRole('dialog');
    await watched.expecting(403, /\/approve$/, async () => {
      await dialog.getByRole('button', { name: 'Approve' }).click();
      await dialog.getByText('Somebody else than who asked for this run has to approve it.').waitFor();
    });
    await dialog.getByRole('button', { name: 'Not now' }).click();
    await page.getByRole('button', { name: 'Reject' }).click();
    await dialog.getByLabel('Reason').fill('Not tonight.');
    await dialog.getByRole('button', { name: 'Reject' }).click();
    await page.getByRole('button', { name: 'Run again' }).waitFor();
    await page
      .getByText(/Not tonight/)
      .first()
      .waitFor();
    expect(watched.troubles).toEqual([]);
  }, 60_000);

  it('tells its attempts apart, and gives out what they left', async () => {
    const { page } = watched;
    await makeBot(page, 'Flaky', flaky, async () => {
      await unfold(page, 'Policies');
      await page.getByLabel('Try again by itself').check();
      await page.getByRole('textbox', { name: 'Attempts' }).fill('3');
      await page.getByRole('textbox', { name: 'Seconds before the next' }).fill('2');
      await unfold(page, 'Parameters');
      await page.getByRole('button', { name: 'Add a parameter' }).click();
      const first = page.getByRole('group', { name: 'Parameter 1' });
      await first.getByLabel('Default').fill('nightly');
      await first.getByRole('textbox', { name: 'Parameter' }).fill('channel');
      await page.getByRole('button', { name: 'Add a parameter' }).click();
      const second = page.getByRole('group', { name: 'Parameter 2' });
      await second.getByLabel('Type').selectOption('secret');
      await second.getByRole('textbox', { name: 'Parameter' }).fill('token');
    });
    await page.getByRole('button', { name: 'Run', exact: true }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/^token/).fill('grey-heron-4471-loch');
    await dialog.getByRole('button', { name: 'Run', exact: true }).click();
    await page.waitForURL(/\/runs\/[\w-]+$/);
    await page
      .getByText(/^Next attempt at/)
      .first()
      .waitFor();
    await state(page, 'Succeeded').waitFor({ timeout: 60_000 });

    await logLine(page, 'attempt 3').waitFor();
    expect(
      await log(page)
        .locator('.mask', { hasText: /^masked: / })
        .count(),
    ).toBe(1);
    // A progress bar stands as it was left, and a colour goes on in the next piece of its line.
    await logLine(page, '100 %').waitFor();
    expect(await logLine(page, '20 %').count()).toBe(0);
    expect(await log(page).locator('span.a2', { hasText: 'and still' }).count()).toBe(1);
    expect(await page.locator('.ruler .err').getAttribute('d')).toMatch(/^M8/);
    await watched.look('run-attempts-log');

    await tab(page, /^Attempts/).click();
    await page.getByRole('link', { name: 'Attempt 1' }).waitFor();
    await watched.look('run-attempts');
    await page.getByRole('link', { name: 'Attempt 1' }).click();
    await logLine(page, 'attempt 1').waitFor();
    await logLine(page, 'attempt 1').getByRole('link').click();
    await page.waitForURL(/#A1L1$/);
    await page.reload();
    await page.locator('li.linked', { hasText: 'attempt 1' }).waitFor();
    await page.getByRole('group', { name: 'Attempt' }).getByRole('button', { name: 'Attempt 3' }).click();
    await logLine(page, 'attempt 3').waitFor();

    await tab(page, /^Artifacts 2/).click();
    await page.getByRole('cell', { name: 'reports/bench.json', exact: true }).waitFor();
    await watched.look('run-artifacts');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download notes.txt' }).click(),
    ]);
    expect(await readFile(await download.path(), 'utf8')).toBe('built by attempt 3\n');
    await tab(page, 'Definition').click();
    await page.getByText('This is what the run was started with.').waitFor();
    expect(watched.troubles).toEqual([]);
  }, 180_000);

  it('is run again, asks for what is not kept, and is compared', async () => {
    const { page } = watched;
    await page.getByRole('button', { name: 'Run again' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Run again' }).click();
    await dialog.getByText('Fill this in.').waitFor();
    await dialog.getByLabel('token').fill('another-heron-5582-ben');
    await dialog.getByRole('button', { name: 'Run again' }).click();
    await page.getByRole('heading', { level: 1, name: 'flaky #2' }).waitFor();
    await page.getByRole('link', { name: 'Repeats another run' }).waitFor();
    await page
      .getByText(/^Next attempt at/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await state(page, 'Cancelled').waitFor();

    await page.getByRole('button', { name: 'Compare with another run' }).click();
    await dialog.getByRole('button', { name: 'Compare', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'flaky: #1 and #2' }).waitFor();
    const outcome = page.getByRole('region', { name: 'Outcome' });
    await outcome.getByRole('row', { name: /State.*Succeeded.*Cancelled/ }).waitFor();
    await page.getByText('Both had the same parameters.').waitFor();
    await page.getByRole('region', { name: 'Difference of the logs' }).getByText('attempt 3').waitFor();
    await watched.look('run-compare');
    await page.getByRole('link', { name: 'Swap' }).click();
    await page.getByRole('heading', { level: 1, name: 'flaky: #2 and #1' }).waitFor();
    expect(watched.troubles).toEqual([]);
  }, 120_000);

  it('asks in a terminal, and is answered by keyboard', async () => {
    const { page } = watched;
    await makeBot(page, 'Asks', asks, async () => {
      await page.getByLabel('Give it a terminal').check();
    });
    await startRun(page);
    await logLine(page, 'What is your name?').waitFor();
    await page.getByLabel('Answer the bot').fill('Mairi');
    await page.getByLabel('Answer the bot').press('Enter');
    await logLine(page, 'Welcome, Mairi.').waitFor();

    await tab(page, 'Screen').click();
    await screen(page).getByText('Go on?').waitFor();
    await watched.look('run-screen');
    await page.getByRole('button', { name: 'Type', exact: true }).click();
    await page.getByText('Typing goes to the bot').first().waitFor();
    await page.keyboard.type('yes');
    await page.keyboard.press('Enter');
    await screen(page).getByText('You said yes').waitFor();
    await screen(page).getByText('Press an arrow:').waitFor();
    expect(await screen(page).locator('.a2', { hasText: 'Welcome, Mairi.' }).count()).toBe(1);
    await watched.look('run-screen-typing');
    await page.keyboard.press('ArrowUp');
    await screen(page).getByText('033[A').waitFor();
    await state(page, 'Succeeded').waitFor();

    // Opened again later, the screen is made anew from the log.
    await page.reload();
    await page.getByText('As it stood at the end').waitFor();
    await screen(page).getByText('You said yes').waitFor();
    await watched.look('run-screen-ended');
    expect(watched.troubles).toEqual([]);
  }, 120_000);

  it('lets go of the keyboard, and fits its terminal to the page', async () => {
    const { page } = watched;
    const sizes = `trap 'stty size' WINCH; echo ready; while true; do sleep 0.2; done`;
    await makeBot(page, 'Sizes', sizes, async () => {
      await page.getByLabel('Give it a terminal').check();
    });
    await startRun(page);
    await tab(page, 'Screen').click();
    await screen(page).getByText('ready').waitFor();
    await page.getByRole('button', { name: 'Fit to the panel' }).click();
    const size = () => page.getByText(/^\d+ × \d+$/).textContent();
    await expect.poll(size).not.toBe('120 × 40');
    const [cols, rows] = ((await size()) ?? '').split(' × ');
    await screen(page).getByText(`${rows} ${cols}`).waitFor();

    await screen(page).click();
    await page.getByText('Typing goes to the bot').first().waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Type', exact: true }).waitFor();
    expect(
      await page.getByRole('button', { name: 'Type', exact: true }).evaluate((it) => it === document.activeElement),
    ).toBe(true);
    await page.keyboard.press('Enter');
    await page.getByText('Typing goes to the bot').first().waitFor();
    await page.keyboard.press('Control+c');
    await state(page, 'Failed').waitFor();
    expect(watched.troubles).toEqual([]);
  }, 120_000);

  it('is found by its state and by what started it, and goes with others', async () => {
    const { page } = watched;
    await goTo(page, 'Runs');
    await page.getByRole('button', { name: 'State', exact: true }).click();
    await page.getByRole('button', { name: 'Cancelled' }).click();
    await page.waitForURL(/status=cancelled/);
    await page.getByRole('button', { name: 'Started', exact: true }).click();
    await page.getByRole('button', { name: 'Run again' }).click();
    await page.waitForURL(/trigger=rerun/);
    await expect.poll(() => page.getByRole('row').count()).toBe(2);
    await page.getByRole('link', { name: 'flaky #2' }).waitFor();
    await page.reload();
    await page.getByRole('checkbox', { name: 'Select flaky #2' }).check();
    await watched.look('runs-selected');
    await page.getByRole('button', { name: 'Delete 1' }).click();
    await page.getByRole('dialog', { name: 'Delete 1 run?' }).getByRole('button', { name: 'Delete them' }).click();
    await said(page, '1 run deleted').waitFor();
    await page.getByRole('heading', { name: 'No run is like that' }).waitFor();
    await page.getByRole('button', { name: 'Show all runs' }).click();
    await page.getByRole('link', { name: 'flaky #1' }).waitFor();
    expect(watched.troubles).toEqual([]);
  }, 60_000);
});
