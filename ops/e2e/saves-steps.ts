import { readFile } from 'node:fs/promises';
import type { Download, Page } from 'playwright-core';

/** What the tests of the workbench of saves do in it, and where they look. */

export const tree = (page: Page) => page.getByRole('tree');
export const row = (page: Page, name: string) =>
  tree(page).getByRole('treeitem', { name: new RegExp(`^${name}(,| )`) });
export const changes = (page: Page) => page.getByRole('region', { name: 'Changes' });
export const change = (page: Page, path: string) =>
  changes(page)
    .getByRole('listitem')
    .filter({ has: page.getByRole('button', { name: path, exact: true }) });

/** Puts a file into the page as if it were dropped on it. */
export async function drop(page: Page, name: string, content: Uint8Array): Promise<void> {
  const data = await page.evaluateHandle(
    ([name, base64]) => {
      const bytes = Uint8Array.from(atob(base64 ?? ''), (each) => each.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], name ?? ''));
      return transfer;
    },
    [name, Buffer.from(content).toString('base64')],
  );
  await page.dispatchEvent('main', 'dragenter', { dataTransfer: data });
  await page.getByText('Drop it to open it').waitFor();
  await page.dispatchEvent('main', 'drop', { dataTransfer: data });
}

/** Types over the value of the line that is chosen. */
export async function type(page: Page, name: string, text: string): Promise<void> {
  await row(page, name).click();
  await page.keyboard.press('Enter');
  const field = tree(page).getByRole('textbox', { name, exact: true });
  await field.fill(text);
  await field.press('Enter');
}

export async function downloads(page: Page): Promise<readonly Download[]> {
  const found: Download[] = [];
  const both = new Promise<void>((resolve) => {
    page.on('download', (each) => found.push(each) === 2 && resolve());
  });
  await page.getByRole('button', { name: 'Download', exact: true }).click();
  await both;
  page.removeAllListeners('download');
  return found;
}

export const bytesOf = async (download: Download | undefined) =>
  new Uint8Array(await readFile((await download?.path()) ?? ''));
