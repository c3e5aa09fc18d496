import type { Locator, Page } from 'playwright-core';

/** What a person does on the page for the first admin who wants a password, in keystrokes and two clicks. */
export async function setUp(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Name' }).fill('Ailsa Craig');
  await page.getByLabel('E-mail').fill('ailsa@example.test');
  await page.getByRole('button', { name: 'Use a password instead' }).click();
  await page.getByLabel('Password').fill('correct-horse-battery-7');
  await page.getByRole('button', { name: 'Set up' }).click();
  await page.getByText('No bots yet').waitFor();
}

export async function createBot(page: Page, name: string, script: string): Promise<void> {
  await page.getByRole('link', { name: 'Bots', exact: true }).first().click();
  await page.getByRole('link', { name: 'New bot' }).first().click();
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByLabel('Run in a shell').check();
  await page.getByRole('textbox', { name: 'Script', exact: true }).fill(script);
  await page.getByRole('button', { name: 'Create bot' }).click();
  await page.getByRole('heading', { name, exact: true }).waitFor();
}

/** Starts the bot whose page is open and waits for the page of its run. */
export async function startRun(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Run', exact: true }).first().click();
  await page.waitForURL(/\/runs\/[\w-]+$/);
  await log(page).waitFor();
}

export const log = (page: Page): Locator => page.getByRole('log', { name: 'Log lines' });

/** The log line that holds this text. */
export const logLine = (page: Page, text: string): Locator => log(page).getByRole('listitem').filter({ hasText: text });

/** The word that says how the run stands, as a screen reader hears it. */
export const state = (page: Page, word: string): Locator => page.locator('header [role=status]', { hasText: word });
