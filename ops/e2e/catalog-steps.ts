import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Download, Page } from 'playwright-core';
import { goTo } from './identity-steps.js';
import type { WatchedPage } from './watched-page.js';

/** A folder of the server that tools may come from. */
export class ReleaseFolder {
  private constructor(readonly root: string) {}

  static async make(): Promise<ReleaseFolder> {
    return new ReleaseFolder(await mkdtemp(join(tmpdir(), 'bothy-releases-')));
  }

  pathOf(tool: string): string {
    return join(this.root, tool);
  }

  /** Puts a file of a version there. @returns its SHA-256 in hex. */
  async put(tool: string, version: string, file: string, content: string | Buffer): Promise<string> {
    const path = join(this.root, tool, version, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
    return createHash('sha256').update(content).digest('hex');
  }

  async remove(): Promise<void> {
    await rm(this.root, { recursive: true, force: true });
  }
}

/** Begins a tool, from the rail on; what it comes from and who sees it is still to be said. */
export async function beginTool(page: Page, name: string, summary: string): Promise<void> {
  await goTo(page, 'Catalog');
  await page.getByRole('link', { name: 'New tool' }).first().click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await page.getByLabel('Summary').fill(summary);
}

/** Makes a tool of a folder, and lands on its page. */
export async function makeFolderTool(page: Page, name: string, path: string): Promise<void> {
  await beginTool(page, name, `${name}, as the team hands it out.`);
  await page.getByRole('button', { name: 'Folder', exact: true }).click();
  await page.getByRole('textbox', { name: 'Folder' }).fill(path);
  await page.getByRole('button', { name: 'Create tool' }).click();
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
}

/** Downloads what a click brings. */
export async function downloaded(page: Page, click: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [download]: [Download, void] = await Promise.all([page.waitForEvent('download'), click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** A browser without a window says so, and would be counted as a crawler; this one says no more than others do. */
export async function browseAsPerson({ context, page }: WatchedPage): Promise<void> {
  const userAgent = (await page.evaluate(() => navigator.userAgent)).replace('Headless', '');
  const devTools = await context.newCDPSession(page);
  await devTools.send('Network.setUserAgentOverride', { userAgent });
}
