import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Caddy } from './caddy.js';
import { launchChromium } from './chromium.js';
import { freePort } from './free-port.js';
import { Instance } from './instance.js';
import { createBot, log, logLine, setUp, startRun, state } from './steps.js';
import { WatchedPage } from './watched-page.js';

const chromiumPath = process.env['BOTHY_TEST_CHROMIUM'];
const caddyPath = process.env['BOTHY_TEST_CADDY'];

/** A green first line at once, the last one seconds later: what buffers on the way holds the first back. */
const slowly = String.raw`printf '\033[32mgreen start\033[0m\n'; echo 'to stderr' >&2; sleep 5; echo 'the end'`;

async function watchLive(watched: WatchedPage): Promise<void> {
  const { page } = watched;
  await createBot(page, 'Slowly', slowly);
  await startRun(page);
  await logLine(page, 'green start').waitFor();
  const firstSeenAt = Date.now();
  expect(await state(page, 'Running').count()).toBe(1);
  expect(await logLine(page, 'the end').count()).toBe(0);
  expect(await log(page).locator('span.a2', { hasText: 'green start' }).count()).toBe(1);
  await logLine(page, 'the end').waitFor();
  expect(Date.now() - firstSeenAt).toBeGreaterThan(2_500);
  await state(page, 'Succeeded').waitFor();
}

describe.skipIf(!chromiumPath)('the main path, in a browser', () => {
  let browser: Browser;
  let instance: Instance;
  let watched: WatchedPage;

  beforeAll(async () => {
    browser = await launchChromium(chromiumPath ?? '');
    instance = await Instance.start();
    watched = await WatchedPage.open(browser);
  });
  afterAll(async () => {
    await browser?.close();
    await instance?.stop();
  });

  it('leads from nothing to a run that all can watch', async () => {
    const { page } = watched;
    await page.goto(instance.url);
    await page.getByLabel('Setup token').waitFor();
    await watched.look('setup');
    await page.goto(await instance.setupLink());
    await page.getByLabel('Setup token').waitFor({ state: 'detached' });
    await setUp(page);
    await watched.look('home-empty');

    await page.getByRole('link', { name: 'New bot' }).first().click();
    await page.getByRole('button', { name: 'Create bot' }).waitFor();
    await watched.look('new-bot');
    await watchLive(watched);
    await watched.look('run');

    await createBot(page, 'Sleeper', 'echo asleep; sleep 600');
    await watched.look('bot');
    await startRun(page);
    await logLine(page, 'asleep').waitFor();
    await watched.look('run-live');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await state(page, 'Cancelled').waitFor();

    await page.getByRole('link', { name: 'Runs', exact: true }).first().click();
    await page.getByRole('link', { name: /^sleeper ?#1$/ }).waitFor();
    await page.getByRole('link', { name: /^slowly ?#1$/ }).waitFor();
    await watched.look('runs');
    await page.getByRole('link', { name: 'Bots', exact: true }).first().click();
    await page.getByRole('link', { name: 'Sleeper' }).waitFor();
    await watched.look('bots');
    await page.getByRole('link', { name: 'Audit', exact: true }).first().click();
    await page.getByRole('heading', { name: 'Audit' }).waitFor();
    await watched.look('audit');
    await page.getByRole('button', { name: /^Ailsa Craig/ }).click();
    await page.getByRole('menuitem', { name: 'API tokens' }).click();
    await page.waitForURL(/\/settings\/tokens$/);
    await watched.look('tokens');
    await page.getByRole('link', { name: 'Home', exact: true }).first().click();
    await watched.look('home');

    await page.getByRole('button', { name: /^Ailsa Craig/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await watched.look('sign-in');
    expect(watched.troubles).toEqual([]);
  }, 240_000);
});

describe.skipIf(!chromiumPath || !caddyPath)('the main path, through Caddy', () => {
  let browser: Browser;
  let instance: Instance;
  let caddy: Caddy;
  let watched: WatchedPage;

  beforeAll(async () => {
    const port = await freePort();
    browser = await launchChromium(chromiumPath ?? '');
    instance = await Instance.start(`http://localhost:${port}`);
    caddy = await Caddy.start(caddyPath ?? '', port, instance.port);
    watched = await WatchedPage.open(browser);
  });
  afterAll(async () => {
    await browser?.close();
    await caddy?.stop();
    await instance?.stop();
  });

  it('shows lines as they are written', async () => {
    await watched.page.goto(await instance.setupLink());
    await setUp(watched.page);
    await watchLive(watched);
    expect(watched.troubles).toEqual([]);
    // A challenge of the server (`Bearer realm=…`) may stand there, a token may not.
    expect(caddy.child.output).not.toMatch(/Bearer [\w.~+/-]{10}|eyJ[\w-]{10}/);
  }, 120_000);

  it('serves built files itself, never to change', async () => {
    const base = new URL(watched.page.url()).origin;
    const page = await (await fetch(base, { headers: { accept: 'text/html' } })).text();
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(page)?.[1];
    const answer = await fetch(`${base}${script}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toContain('immutable');
    const answerOfServer = await fetch(`${base}/api/setup`);
    expect(answerOfServer.headers.get('content-security-policy')).toBe(
      (await fetch(`${instance.url}/api/setup`)).headers.get('content-security-policy'),
    );
  });
});
