import { createHmac, randomUUID } from 'node:crypto';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from './chromium.js';
import { choose, goTo, said, setUpWithPasskey } from './identity-steps.js';
import { Instance } from './instance.js';
import { createBot, logLine, state } from './steps.js';
import { WatchedPage } from './watched-page.js';

const chromiumPath = process.env['BOTHY_TEST_CHROMIUM'];
const script = 'echo "channel $BOTHY_PARAM_CHANNEL, $BOTHY_PARAM_JOBS jobs"';

/** Unfolds a section of the form and gives it. */
async function unfold(page: Page, title: string): Promise<Locator> {
  const section = page.getByRole('region', { name: title, exact: true });
  await section
    .getByRole('button', { name: new RegExp(`^${title}`) })
    .first()
    .click();
  return section;
}

describe.skipIf(!chromiumPath)('the editor of bots, in a browser', () => {
  let browser: Browser;
  let instance: Instance;
  let watched: WatchedPage;
  /** As GitHub has them. */
  const hook = { url: '', secret: '' };

  /** What a provider sends when somebody pushed to `branch`. */
  async function deliver(branch: string, secret = hook.secret): Promise<number> {
    const body = JSON.stringify({ ref: `refs/heads/${branch}`, channel: branch, repository: { name: 'hut' } });
    const answer = await fetch(hook.url, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        'x-github-event': 'push',
        'x-github-delivery': randomUUID(),
        'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
      },
    });
    return answer.status;
  }

  beforeAll(async () => {
    browser = await launchChromium(chromiumPath ?? '');
    instance = await Instance.start();
    watched = await WatchedPage.open(browser);
    await setUpWithPasskey(watched, instance);
  });
  afterAll(async () => {
    await browser?.close();
    await instance?.stop();
  });

  it('makes a bot with parameters, a schedule, a webhook and policies', async () => {
    const { page } = watched;
    await page.getByRole('link', { name: 'New bot' }).first().click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Nightly build');
    await page.getByLabel('Description').fill('Builds the nightly channel');
    await page.getByLabel('Tags').fill('build, nightly');
    await page.getByLabel('Run in a shell').check();
    await page.getByRole('textbox', { name: 'Script', exact: true }).fill(script);
    await watched.look('editor-new');

    const params = await unfold(page, 'Parameters');
    await params.getByRole('button', { name: 'Add a parameter' }).click();
    await params.getByLabel('Parameter', { exact: true }).fill('channel');
    await params.getByLabel('Asked as').fill('Channel');
    await params.getByLabel('Required').check();
    await params.getByRole('button', { name: 'Choices and bounds' }).click();
    await params.getByLabel('Choices').fill('nightly\nstable');
    await params.getByRole('button', { name: 'Add a parameter' }).click();
    const second = params.getByRole('group', { name: 'Parameter 2' });
    await second.getByLabel('Type').selectOption('integer');
    await second.getByLabel('Default').fill('2');
    await second.getByLabel('Parameter', { exact: true }).fill('jobs');
    await params.getByText('BOTHY_PARAM_JOBS').waitFor();
    const preview = params.getByRole('region', { name: 'The form as it will be' });
    expect(await preview.getByLabel('Channel').locator('option').allInnerTexts()).toContain('stable');
    expect(await preview.getByLabel('jobs').inputValue()).toBe('2');
    await watched.look('editor-params');

    const schedules = await unfold(page, 'Schedules');
    await schedules.getByRole('button', { name: 'Add a schedule' }).click();
    await schedules.getByLabel('How often').selectOption('own');
    await watched.expecting(400, '/api/schedules/next', async () => {
      await schedules.getByLabel('Cron text').fill('0 25 * * *');
      await schedules.locator('.err').waitFor();
    });
    await watched.look('editor-cron-wrong');
    await schedules.getByLabel('How often').selectOption('weekdays');
    await schedules.getByLabel('At', { exact: true }).fill('06:30');
    await schedules.getByLabel('Time zone').selectOption('Europe/London');
    await schedules.getByText('At 06:30').waitFor();
    await expect.poll(() => schedules.getByRole('list', { name: 'Next times' }).getByRole('listitem').count()).toBe(5);
    await schedules.getByLabel('Channel').selectOption('stable');
    await watched.look('editor-schedule');

    const webhook = await unfold(page, 'Webhook');
    await webhook.getByLabel('Let another program start it').check();
    await webhook.getByRole('button', { name: 'Make one up' }).click();
    hook.secret = await webhook.getByLabel('New signing secret', { exact: true }).innerText();
    expect(hook.secret.length).toBeGreaterThan(30);
    await webhook.getByRole('button', { name: 'Add a filter' }).click();
    await webhook.getByLabel('Place 1', { exact: true }).fill('/ref');
    await webhook.getByLabel('Wanted 1', { exact: true }).fill('refs/heads/nightly');
    await webhook.getByRole('button', { name: 'Add a mapping' }).click();
    await webhook.getByLabel('Parameter 1', { exact: true }).fill('channel');
    await webhook.getByLabel('Its place 1', { exact: true }).fill('/channel');
    await watched.look('editor-webhook');

    const policies = await unfold(page, 'Policies');
    await policies.getByLabel('Bound how many run at once').check();
    await policies.getByLabel('At once', { exact: true }).fill('0');
    await policies.getByLabel('When all places are taken').selectOption('replace-pending');
    await policies.getByText('only the newest runs').waitFor();
    await unfold(page, 'Policies');
    await page.reload();
    expect(await page.getByRole('textbox', { name: 'Script', exact: true }).inputValue()).toBe(script);
    const kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage }));
    expect(kept).toContain('Nightly build');
    expect(kept).not.toContain(hook.secret);

    await page.getByRole('button', { name: 'Create bot' }).click();
    // What was folded up opens where something is wrong: the limit, and the secret that no draft keeps.
    await policies.getByText('Use 1 to 100.').waitFor();
    await webhook.getByText('Write the secret that the provider signs with.').waitFor();
    expect(await webhook.getByLabel('Signing secret').evaluate((field) => field === document.activeElement)).toBe(true);
    await watched.look('editor-wrong');
    await webhook.getByLabel('Signing secret').fill(hook.secret);
    await policies.getByLabel('At once', { exact: true }).fill('2');
    await page.getByRole('button', { name: 'Create bot' }).click();

    await page.getByRole('heading', { name: 'Nightly build', exact: true }).waitFor();
    hook.url = await page.getByLabel('Webhook address', { exact: true }).innerText();
    expect(hook.url).toContain('/api/hooks/nightly-build/');
    await page.getByText('At 06:30').waitFor();
    await watched.look('bot-triggers');
    expect(watched.troubles).toEqual([]);
  }, 240_000);

  it('asks whoever runs it for its parameters', async () => {
    const { page } = watched;
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Run Nightly build' });
    await dialog.getByLabel('jobs, optional').fill('many');
    await dialog.getByRole('button', { name: 'Run', exact: true }).click();
    await dialog.getByText('Choose one.').waitFor();
    await dialog.getByText('Write a number, such as 20.').waitFor();
    await watched.look('run-dialog');
    await dialog.getByLabel('Channel').selectOption('stable');
    await dialog.getByLabel('jobs, optional').fill('3');
    await dialog.getByRole('button', { name: 'Run', exact: true }).click();
    await page.waitForURL(/\/runs\/[\w-]+$/);
    await logLine(page, 'channel stable, 3 jobs').waitFor();
    await state(page, 'Succeeded').waitFor();
    expect(watched.troubles).toEqual([]);
  }, 120_000);

  it('lists deliveries, the ones that were filtered or refused too, and replays one', async () => {
    const { page } = watched;
    expect(await deliver('nightly')).toBe(202);
    expect(await deliver('feature')).toBe(202);
    expect(await deliver('nightly', 'not the secret')).toBe(401);
    await goTo(page, 'Bots');
    await page.getByRole('link', { name: 'Nightly build' }).click();
    await page.getByRole('link', { name: 'Schedules and webhook' }).click();
    await page.getByRole('link', { name: 'All deliveries' }).click();
    await page.getByRole('heading', { level: 1, name: 'Deliveries' }).waitFor();
    await page
      .getByRole('row', { name: /Accepted/ })
      .getByRole('link', { name: 'Open the run' })
      .waitFor();
    await page.getByRole('row', { name: /Refused/ }).waitFor();
    await watched.look('deliveries');
    await page.getByLabel('State').selectOption('filtered');
    await page.waitForURL(/status=filtered/);
    await page.getByRole('row', { name: /Accepted/ }).waitFor({ state: 'detached' });
    await page.getByLabel('State').selectOption('accepted');
    await page.getByRole('row', { name: /Filtered/ }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Replay push' }).click();
    await page.getByRole('dialog', { name: 'Replay push?' }).waitFor();
    await page.getByRole('button', { name: 'Replay', exact: true }).click();
    await said(page, 'Replayed: accepted').waitFor();
    await page
      .getByRole('row', { name: /replay/ })
      .getByRole('link', { name: 'Open the run' })
      .click();
    await logLine(page, 'channel nightly, 2 jobs').waitFor();
    expect(watched.troubles).toEqual([]);
  }, 120_000);

  it('changes a bot, and shows what each version changed', async () => {
    const { page } = watched;
    await goTo(page, 'Bots');
    await choose(page, 'Nightly build', 'Edit');
    await page.getByRole('heading', { name: 'Edit Nightly build' }).waitFor();
    await page.getByRole('textbox', { name: 'Script', exact: true }).fill(`${script}\necho done`);
    const limits = await unfold(page, 'Limits');
    await limits.getByLabel('Memory, in MB').fill('512');
    await watched.look('editor-edit');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('link', { name: /^Versions/ }).click();
    await page.getByRole('button', { name: 'Changes of version 2' }).click();
    await page.getByText('Now: echo done').waitFor();
    await page.getByText('Limits · Memory').waitFor();
    await watched.look('bot-versions');
    await page.getByRole('link', { name: 'Definition' }).click();
    await page.getByText('512 MB').waitFor();
    await watched.look('bot-definition');
    await page.getByRole('link', { name: 'From outside' }).click();
    await page.getByText('npx bothy run nightly-build --param channel=nightly --follow').waitFor();
    await watched.look('bot-outside');
    await page.getByRole('link', { name: 'Runs', exact: true }).last().click();
    await watched.look('bot-runs');
    expect(watched.troubles).toEqual([]);
  }, 120_000);

  it('works on several bots at once, by keys too', async () => {
    const { page } = watched;
    await createBot(page, 'Second', 'echo second');
    await createBot(page, 'Third', 'echo third');
    await goTo(page, 'Bots');
    await page.getByRole('button', { name: 'Tag', exact: true }).click();
    await page.getByLabel('Tag', { exact: true }).last().selectOption('nightly');
    await page.waitForURL(/tag=nightly/);
    await page.getByText('1 bot', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Clear tag' }).click();
    await page.getByText('3 bots', { exact: true }).waitFor();
    await page.getByLabel('Order').selectOption('name');
    await page.waitForURL(/sort=name/);
    await page.locator('body').press('j');
    await page.locator('body').press('j');
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.getByText('2 selected').waitFor();
    await watched.look('bots-selected');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await said(page, '2 bots started').waitFor();
    await page.getByRole('button', { name: 'Switch off' }).click();
    await said(page, '2 bots switched off').waitFor();
    await page.getByRole('switch', { name: 'Third is on', checked: false }).waitFor();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByLabel('Type 2 bots to confirm').fill('2 bots');
    await page.getByRole('button', { name: 'Delete bots' }).click();
    await page.getByText('1 bot', { exact: true }).waitFor();
    await watched.look('bots-list');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Home' }).click();
    await page.getByRole('region', { name: 'Next' }).getByRole('link', { name: 'Nightly build' }).first().waitFor();
    await watched.look('home-next');
    expect(watched.troubles).toEqual([]);
  }, 120_000);

  it('brings what waits for approval to the first page', async () => {
    const { page } = watched;
    await goTo(page, 'Bots');
    await choose(page, 'Nightly build', 'Edit');
    const policies = await unfold(page, 'Policies');
    await policies.getByLabel('Somebody has to approve each run').check();
    const notify = await unfold(page, 'Notifications');
    await notify.getByRole('button', { name: 'Tell someone' }).click();
    await notify.getByLabel('By', { exact: true }).selectOption('webhook');
    await page.getByRole('button', { name: 'Save' }).click();
    await notify.getByText('Write a web address').waitFor();
    await watched.look('editor-notify');
    await notify.getByLabel('Address').fill('https://hooks.example/very-secret');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Nightly build', exact: true }).waitFor();
    await page.getByRole('link', { name: 'Definition' }).click();
    await page.getByText('Webhook at hooks.example').waitFor();
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Run Nightly build' });
    await dialog.getByText('It waits for approval first.').waitFor();
    await dialog.getByLabel('Channel').selectOption('nightly');
    await dialog.getByRole('button', { name: 'Run', exact: true }).click();
    await page.waitForURL(/\/runs\/[\w-]+$/);
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Home' }).click();
    const waiting = page.getByRole('region', { name: 'Waits for approval' });
    await waiting.getByText('Ailsa Craig asks to run it, with channel nightly, jobs 2').waitFor();
    await watched.look('home-waiting');
    await waiting.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    await waiting.waitFor({ state: 'detached' });
    expect(watched.troubles).toEqual([]);
  }, 120_000);
});
