import { expect, it } from 'vitest';
import { KeptPages } from './kept-pages.js';

const megabyte = 1024 ** 2;

it('are rendered once in a minute, and once more where that failed', async () => {
  const pages = new KeptPages();
  let rendered = 0;
  const render = () => Promise.resolve({ found: true, html: String((rendered += 1)) });
  expect((await pages.get('a', 0, render)).html).toBe('1');
  expect((await pages.get('a', 59_999, render)).html).toBe('1');
  expect((await pages.get('a', 60_000, render)).html).toBe('2');
  const failing = () => Promise.reject(new Error('It is not built.'));
  await expect(pages.get('b', 60_000, failing)).rejects.toThrow('It is not built.');
  expect((await pages.get('b', 60_000, render)).html).toBe('3');
});

it('take so much room, and none when their minute is over', async () => {
  const pages = new KeptPages();
  const render = () => Promise.resolve({ found: true, html: 'x'.repeat(megabyte) });
  for (let at = 0; at < 40; at += 1) {
    await pages.get(`page ${at}`, at, render);
    expect(pages.usedBytes).toBeLessThanOrEqual(16 * megabyte);
  }
  expect(pages.usedBytes).toBe(16 * megabyte);
  await pages.get('later', 100_000, () => Promise.resolve({ found: true, html: 'ä' }));
  expect(pages.usedBytes).toBe(2);
});
