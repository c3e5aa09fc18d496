import { expect, it } from 'vitest';
import { Crawlers } from './crawlers.js';

const crawlers = new Crawlers();

it.each([
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/116.0.1938.76 Safari/537.36',
  'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)',
  'Mozilla/5.0 (compatible; ClaudeBot/1.0; +claudebot@anthropic.com)',
  'CCBot/2.0 (https://commoncrawl.org/faq/)',
  'Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)',
  'Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)',
  'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
  'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
  'Twitterbot/1.0',
  'Mozilla/5.0 (compatible; archive.org_bot +http://archive.org/details/archive.org_bot)',
  'Scrapy/2.11.0 (+https://scrapy.org)',
  'Mozilla/4.5 (compatible; HTTrack 3.0x; Windows 98)',
])('%s is a crawler', (agent) => {
  expect(crawlers.isOne(agent)).toBe(true);
});

it.each([
  '',
  'curl/8.5.0',
  'Wget/1.21.3',
  'Wget2/2.1.0',
  'git/2.39.2',
  'git-lfs/3.4.1 (GitHub; linux amd64; go 1.21.5)',
  'JGit/6.7.0',
  'python-requests/2.31.0',
  'Python-urllib/3.11',
  'python-httpx/0.27.0',
  'Python/3.12 aiohttp/3.9.3',
  'Go-http-client/2.0',
  'okhttp/4.12.0',
  'axios/1.6.7',
  'node-fetch/1.0 (+https://github.com/bitinn/node-fetch)',
  'undici',
  'node',
  'got (https://github.com/sindresorhus/got)',
  'Java/17.0.9',
  'Java-http-client/21.0.1',
  'Apache-HttpClient/4.5.14 (Java/17.0.9)',
  'libwww-perl/6.67',
  'HTTPie/3.2.2',
  'aria2/1.36.0',
  'PostmanRuntime/7.36.1',
  'Mozilla/5.0 (Windows NT; Windows NT 10.0; en-US) WindowsPowerShell/5.1.19041.3803',
  'Mozilla/5.0 (Windows NT 10.0; Microsoft Windows 10.0.19045; en-US) PowerShell/7.4.1',
  'pip/24.0 {"ci":null}',
  'npm/10.2.4 node/v20.11.0 linux x64',
  'Homebrew/4.2.0 (Macintosh; arm64 Mac OS X 14.2) curl/8.4.0',
  'Debian APT-HTTP/1.3 (2.6.1)',
  'dotnet/8.0',
  'reqwest/0.11.24',
  'ureq/2.9.6',
  'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0',
])('%j is a person', (agent) => {
  expect(crawlers.isOne(agent)).toBe(false);
});

it('is told soon, however long the name is', () => {
  expect(crawlers.isOne(`${'Mozilla/5.0 '.repeat(5000)}Googlebot/2.1`)).toBe(false);
});
