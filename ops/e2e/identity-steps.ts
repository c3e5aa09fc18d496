import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { Authenticators } from './authenticators.js';
import type { Instance } from './instance.js';
import type { WatchedPage } from './watched-page.js';

/** Makes the first admin from `/` on, with a passkey, and lands on the empty home page. */
export async function setUpWithPasskey(watched: WatchedPage, instance: Instance): Promise<void> {
  const { page } = watched;
  await (await Authenticators.of(watched)).add();
  await page.goto(instance.url);
  await page.getByLabel('Setup token').fill((await readFile(join(instance.dataDir, 'setup-token'), 'utf8')).trim());
  await page.getByRole('textbox', { name: 'Name' }).fill('Ailsa Craig');
  await page.getByLabel('E-mail').fill('ailsa@example.test');
  await page.getByRole('button', { name: 'Create a passkey' }).click();
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByText('No bots yet').waitFor();
}

/** Goes to a page by the rail. */
export async function goTo(page: Page, entry: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: entry, exact: true }).click();
  await page.getByRole('heading', { level: 1, name: entry, exact: true }).waitFor();
}

/** Opens the menu of a row and chooses from it. */
export async function choose(page: Page, row: string, entry: string): Promise<void> {
  await page.getByRole('button', { name: `More on ${row}` }).click();
  await page.getByRole('menuitem', { name: entry }).click();
}

/** Shows that it is oneself, when the page asks. */
export async function confirmWithPasskey(page: Page): Promise<void> {
  await page.getByRole('dialog', { name: 'Confirm with your passkey' }).waitFor();
  await page.getByRole('button', { name: 'Use my passkey' }).click();
}

/** What the page says at the lower right. */
export const said = (page: Page, text: string) => page.getByRole('status', { name: 'Messages' }).getByText(text);
