import { expect, it } from 'vitest';
import { leavesNoAddress } from './visitor-paths.js';

it('tells what strangers come for, however it is written', () => {
  for (const url of [
    '/d/a/1/b',
    '/git/a.git/info/refs?service=x',
    '/tools',
    '/tools?x',
    '/badge/a/b.svg',
    '/%64/a/1/b',
  ])
    expect([url, leavesNoAddress(url)]).toEqual([url, true]);
  for (const url of ['/', '/api/d/x', '/docs', '/?/d/', '/toolsmith', '/assets/%64']) {
    expect([url, leavesNoAddress(url)]).toEqual([url, false]);
  }
  expect(leavesNoAddress('http://bothy.example.org/d/a/1/b')).toBe(true);
  expect(leavesNoAddress('/%ff')).toBe(true);
});
