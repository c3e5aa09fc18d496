import { expect, it } from 'vitest';
import { referrerHost } from './referrer-host.js';

it.each([
  ['https://news.example/story?id=7#top', 'news.example'],
  ['http://News.Example:8080/', 'news.example'],
  ['https://bothy.example/tools/demo', null],
  ['https://bothy.example:8443/', 'bothy.example'],
  ['http://203.0.113.9/', null],
  ['http://[2001:db8::1]:80/', null],
  ['ftp://files.example/', null],
  ['javascript:alert(1)', null],
  ['android-app://com.example/', null],
  ['not a URL', null],
  ['', null],
  [`https://${'a.'.repeat(200)}example/`, null],
  [undefined, null],
])('%s names %s', (header, host) => {
  expect(referrerHost(header, 'bothy.example')).toBe(host);
});
