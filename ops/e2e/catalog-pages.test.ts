import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GitlabStandIn } from '../testing/gitlab/gitlab.mjs';
import { SeededFile } from '../testing/gitlab/seeded-file.mjs';
import { beginTool, browseAsPerson, downloaded, ReleaseFolder } from './catalog-steps.js';
import { launchChromium } from './chromium.js';
import { goTo, said, setUpWithPasskey } from './identity-steps.js';
import { Instance } from './instance.js';
import { WatchedPage } from './watched-page.js';

const chromiumPath = process.env['BOTHY_TEST_CHROMIUM'];
const zip = Buffer.from([...new SeededFile('olympus', 60_000).bytes()].flatMap((chunk) => [...chunk]));
const readme = '# Olympus\n\nClimbs **mountains**.\n\n```sh\nolympus --up\n```\n';

const files = (page: Page, version: string) => page.getByRole('region', { name: `Files of ${version}` });

describe.skipIf(!chromiumPath)('the catalog, in a browser', () => {
  let browser: Browser;
  let instance: Instance;
  let watched: WatchedPage;
  let folder: ReleaseFolder;
  let gitlab: GitlabStandIn;

  beforeAll(async () => {
    browser = await launchChromium(chromiumPath ?? '');
    folder = await ReleaseFolder.make();
    gitlab = await GitlabStandIn.start();
    instance = await Instance.start(undefined, {
      BOTHY_CATALOG_ROOTS: folder.root,
      BOTHY_ALLOW_PRIVATE_HOSTS: '127.0.0.1,localhost',
    });
    watched = await WatchedPage.open(browser);
    await watched.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await browseAsPerson(watched);
    await setUpWithPasskey(watched, instance);
  });
  afterAll(async () => {
    await browser?.close();
    await instance?.stop();
    await gitlab?.stop();
    await folder?.remove();
  });

  it('teaches on its first screen; what is wrong with a tool is said at its field', async () => {
    const { page } = watched;
    await goTo(page, 'Catalog');
    await page.getByText('No tools yet').waitFor();
    await watched.look('catalog-empty');
    await page.getByRole('link', { name: 'New tool' }).first().click();
    await page.getByRole('button', { name: 'Create tool' }).click();
    await page.getByText('Name the tool, in 100 characters').waitFor();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Olympus');
    expect(await page.getByLabel('Slug').inputValue()).toBe('olympus');
    await page.getByLabel('Summary').fill('Climbs what is high, and comes back.');
    await page.getByRole('button', { name: 'Folder', exact: true }).click();
    const path = page.getByRole('textbox', { name: 'Folder' });
    await path.fill('releases/olympus');
    await page.getByRole('button', { name: 'Create tool' }).click();
    await page.getByText('Write the whole path').waitFor();
    await path.fill('/etc');
    await watched.expecting(400, '/api/catalog/tools', async () => {
      await page.getByRole('button', { name: 'Create tool' }).click();
      await page.locator('.err').waitFor();
    });
    expect(await path.getAttribute('aria-invalid')).toBe('true');
    await watched.look('tool-refused');
    // What was typed is still there after a reload.
    await page.reload();
    expect(await page.getByLabel('Summary').inputValue()).toContain('comes back');
    expect(watched.troubles).toEqual([]);
  }, 180_000);

  it('makes a tool of a folder, and shows its versions and files', async () => {
    const { page } = watched;
    await folder.put('olympus', '1.0.0', 'olympus.txt', 'the first\n');
    const sum = await folder.put('olympus', '1.1.0', 'olympus-1.1.0.zip', zip);
    await folder.put('olympus', '1.1.0', 'checksums.txt', `${sum}  olympus-1.1.0.zip\n`);
    await page.getByRole('textbox', { name: 'Folder' }).fill(folder.pathOf('olympus'));
    await page.getByRole('button', { name: /^Clones/ }).click();
    await page.getByLabel('Let it be cloned through Bothy').check();
    await page.getByLabel('Repository').fill(`${gitlab.url}/team/olympus.git`);
    await page.getByRole('button', { name: /^Page/ }).click();
    await page.getByLabel('Readme, optional').fill(readme);
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.getByRole('region', { name: 'Preview of the readme' }).getByText('mountains').waitFor();
    await page.getByLabel('Licence').fill('MIT');
    await page.getByRole('button', { name: 'Hammer' }).click();
    await page.getByRole('button', { name: 'Add a link' }).click();
    await page.getByLabel('Words of link 1').fill('Handbook');
    await page.getByLabel('Address of link 1').fill('https://example.org/olympus');
    await watched.look('tool-form');
    await page.getByRole('button', { name: 'Create tool' }).click();

    await page.getByRole('heading', { level: 1, name: 'Olympus' }).waitFor();
    const row = files(page, '1.1.0').getByRole('row', { name: /olympus-1\.1\.0\.zip/ });
    await row.getByText('60 KB').waitFor();
    await row.getByText(`${sum.slice(0, 12)}…`).waitFor();
    await row.getByRole('button', { name: 'Copy the SHA-256 of olympus-1.1.0.zip' }).click();
    expect(await clipboard(page)).toBe(sum);
    await page.getByRole('button', { name: 'Copy clone command' }).click();
    expect(await clipboard(page)).toBe(`git clone ${instance.url}/git/olympus.git`);
    await page.getByRole('button', { name: 'Copy markdown' }).click();
    expect(await clipboard(page)).toContain(`${instance.url}/badge/olympus/downloads.svg`);
    const badge = page.getByRole('img', { name: /^Badge: Downloads/ });
    expect(
      await badge.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth)),
    ).toBeGreaterThan(40);
    await page.getByText('Asked a moment ago').waitFor();
    await watched.look('tool');
    await page.getByRole('link', { name: 'Readme' }).click();
    await page.getByRole('region', { name: 'Readme' }).getByText('mountains').waitFor();
    await watched.look('tool-readme');
    expect(watched.troubles).toEqual([]);
  }, 180_000);

  it('gives its files byte for byte, and counts that', async () => {
    const { page } = watched;
    await page.getByRole('link', { name: 'Versions' }).click();
    const link = files(page, '1.1.0').getByRole('link', { name: 'Download olympus-1.1.0.zip' });
    const got = await downloaded(page, () => link.click());
    expect(got.name).toBe('olympus-1.1.0.zip');
    expect(got.bytes.equals(zip)).toBe(true);
    await goTo(page, 'Catalog');
    await page.getByRole('row', { name: /Olympus/ }).waitFor();
    await watched.look('catalog');
    await page.getByLabel('Search tools').fill('no such thing');
    await page.waitForURL(/search=no/);
    await page.getByText('No tool fits').waitFor();
    await page.getByRole('button', { name: 'Show all tools' }).click();
    await page.getByRole('link', { name: 'Olympus' }).click();
    await page.getByRole('heading', { level: 1, name: 'Olympus' }).waitFor();
    expect(watched.troubles).toEqual([]);
  }, 120_000);

  it('keeps a tool for members: strangers get nothing, members download through the page', async () => {
    const { page } = watched;
    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByRole('radio', { name: /^Members only/ }).check();
    await watched.look('tool-edit');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Only a public tool has badges').waitFor();
    await page.getByRole('region', { name: 'So far' }).getByText('1', { exact: true }).waitFor();
    const address = `${instance.url}/d/olympus/1.1.0/olympus-1.1.0.zip`;
    expect((await fetch(address)).status).toBe(401);
    const button = files(page, '1.1.0').getByRole('button', { name: 'Download olympus-1.1.0.zip' });
    const got = await downloaded(page, () => button.click());
    expect([got.name, got.bytes.equals(zip)]).toEqual(['olympus-1.1.0.zip', true]);
    await watched.look('tool-members');
    expect(watched.troubles).toEqual([]);
  }, 120_000);

  it('asks the source now: a new version is there, and what is not served is told', async () => {
    const { page } = watched;
    await folder.put('olympus', '2.0.0', 'olympus-2.0.0.zip', zip);
    await page.getByRole('button', { name: 'Ask now' }).click();
    await page.getByText('3 versions with 4 files, 1 new.').waitFor();
    await files(page, '2.0.0')
      .getByRole('row', { name: /olympus-2\.0\.0\.zip/ })
      .waitFor();
    await watched.look('tool-synced');
    expect(watched.troubles).toEqual([]);
  }, 120_000);

  it('takes releases from a private GitLab by a secret, and says so when it cannot', async () => {
    const { page } = watched;
    const file = new SeededFile('skye', 40_000);
    gitlab.publish({ name: 'skye', version: 'v3.1.0', file_name: 'skye.tar.gz', file });
    gitlab.release({
      tag_name: 'v3.1.0',
      released_at: '2026-11-01T10:00:00.000Z',
      name: 'Skye 3.1',
      description: 'Better **boats**.',
    });
    await goTo(page, 'Secrets');
    await page.getByRole('button', { name: 'New secret' }).first().click();
    await page.getByLabel('Name').fill('FORGE_TOKEN');
    await page.getByLabel('Value', { exact: true }).fill(gitlab.token);
    await page.getByLabel('May be sent to').fill('https://elsewhere.example');
    await page.getByRole('button', { name: 'Keep the secret' }).click();
    await said(page, 'FORGE_TOKEN is kept').waitFor();

    await beginTool(page, 'Skye', 'Over the sea.');
    await page.getByRole('button', { name: 'GitLab', exact: true }).click();
    await page.getByLabel('Address of GitLab').fill(gitlab.url);
    await page.getByLabel('Project', { exact: true }).fill(gitlab.path);
    await page.getByRole('combobox', { name: 'Token' }).selectOption('FORGE_TOKEN');
    await page.getByText(`FORGE_TOKEN may not be sent to ${gitlab.url} yet`).waitFor();
    await watched.expecting(400, '/api/catalog/tools', async () => {
      await page.getByRole('button', { name: 'Create tool' }).click();
      await page.locator('.err').waitFor();
    });
    await watched.look('tool-gitlab-refused');

    await goTo(page, 'Secrets');
    await page.getByRole('button', { name: 'More on FORGE_TOKEN' }).click();
    await page.getByRole('menuitem', { name: 'Replace or grant' }).click();
    await page.getByLabel('May be sent to').fill(gitlab.url);
    await page.getByRole('button', { name: 'Save' }).click();
    await said(page, 'FORGE_TOKEN is kept').first().waitFor();
    await goTo(page, 'Catalog');
    await page.getByRole('link', { name: 'New tool' }).first().click();
    // The draft is still there.
    expect(await page.getByLabel('Address of GitLab').inputValue()).toBe(gitlab.url);
    await page.getByRole('button', { name: 'Create tool' }).click();
    await page.getByRole('heading', { level: 1, name: 'Skye' }).waitFor();
    await files(page, 'v3.1.0')
      .getByRole('row', { name: /skye\.tar\.gz/ })
      .waitFor();
    await page.getByText('boats').waitFor();
    const got = await downloaded(page, () => page.getByRole('link', { name: 'Download skye.tar.gz' }).click());
    expect(got.bytes.length).toBe(40_000);

    await page.getByRole('link', { name: 'Webhook' }).click();
    await page.getByRole('button', { name: 'Make the token' }).click();
    await page.getByText('Copy it now').waitFor();
    expect((await page.getByLabel('Secret token', { exact: true }).innerText()).length).toBeGreaterThan(20);
    await watched.look('tool-webhook');
    await page.getByRole('button', { name: 'I have kept it' }).click();
    await page.getByRole('button', { name: 'Make another' }).waitFor();

    await gitlab.goDown();
    await watched.expecting(503, '/api/catalog/tools/skye/sync', async () => {
      await page.getByRole('button', { name: 'Ask now' }).click();
      await page.getByRole('alert').getByRole('button', { name: 'Try again' }).waitFor();
    });
    await watched.look('tool-source-down');
    await gitlab.comeBack();
    await page.getByRole('alert').getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('alert').waitFor({ state: 'detached' });
    expect(watched.troubles).toEqual([]);
  }, 240_000);

  it('deletes a tool by typing its name', async () => {
    const { page } = watched;
    await goTo(page, 'Catalog');
    await page.getByRole('link', { name: 'Olympus' }).click();
    await page.getByRole('button', { name: 'Delete tool' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete Olympus?' });
    expect(await dialog.getByRole('button', { name: 'Delete tool' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Type Olympus to confirm').fill('Olympus');
    await watched.look('tool-delete');
    await dialog.getByRole('button', { name: 'Delete tool' }).click();
    await said(page, 'Olympus is deleted').waitFor();
    await page.getByRole('link', { name: 'Skye' }).waitFor();
    expect(await page.getByRole('link', { name: 'Olympus' }).count()).toBe(0);
    expect(watched.troubles).toEqual([]);
  }, 120_000);
});

const clipboard = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
