import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { databaseKinds } from '../../testing/test-databases.js';
import { DownloadRig, someBytes } from './testing/download-rig.js';

const sizeBytes = 400_000;
const bytes = someBytes(sizeBytes);
const crawler = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)';

for (const kind of databaseKinds) {
  describe.skipIf(!kind.isThere)(`downloads are counted on ${kind.name}`, () => {
    let rig: DownloadRig;
    /** Each test has a tool of its own. */
    let slug = '';
    let path = '';
    let tools = 0;

    beforeAll(async () => {
      rig = await DownloadRig.on(kind, { BOTHY_TRUST_PROXY: '127.0.0.1/32' });
    });
    beforeEach(async () => {
      tools += 1;
      slug = `tool-${tools}`;
      path = `/d/${slug}/1/a.zip`;
      rig.lay(slug, '1', { 'a.zip': bytes });
      await rig.make(slug);
    });
    afterAll(() => rig.remove());

    const from = (address: string, more: Record<string, string> = {}) => ({
      'x-forwarded-for': address,
      'user-agent': 'curl/8.5.0',
      ...more,
    });
    const person = from('203.0.113.77');
    const totals = () => rig.totals(slug);
    /** One byte for somebody else, which is counted behind all that came before. */
    const looked = async () => {
      const before = (await totals()).bytes;
      await rig.ask(path, from('198.51.100.200', { range: 'bytes=0-0' }));
      await expect.poll(async () => (await totals()).bytes).toBeGreaterThan(before);
    };

    it('the same person once, with another program twice, and another person too', async () => {
      await rig.ask(path, person);
      await expect.poll(totals).toMatchObject({ downloads: 1, botDownloads: 0, bytes: sizeBytes });
      await rig.ask(path, person);
      await rig.ask(`/d/${slug}/latest/a.zip`, person);
      await expect.poll(totals).toMatchObject({ downloads: 1, bytes: 3 * sizeBytes });
      await rig.ask(path, from('203.0.113.77', { 'user-agent': 'Wget/1.21' }));
      await expect.poll(totals).toMatchObject({ downloads: 2 });
      await rig.ask(path, from('203.0.113.78'));
      await expect.poll(totals).toMatchObject({ downloads: 3, botDownloads: 0 });
      const tool = await rig.app.call('GET', `/api/catalog/tools/${slug}`);
      expect([tool.json.downloads, tool.json.versions[0].files[0].downloads]).toEqual([3, 3]);
    });

    it('ranges that go side by side, or one after another, are one', async () => {
      const parts = [0, 1, 2, 3].map((at) => `bytes=${at * 100_000}-${at * 100_000 + 99_999}`);
      await Promise.all(parts.map((range) => rig.ask(path, { ...person, range })));
      await expect.poll(totals).toMatchObject({ downloads: 1, bytes: sizeBytes });
      const other = from('203.0.113.90');
      await rig.ask(path, { ...other, range: 'bytes=0-399998' });
      await looked();
      expect(await totals()).toMatchObject({ downloads: 1 });
      await rig.ask(path, { ...other, range: 'bytes=-1' });
      await expect.poll(totals).toMatchObject({ downloads: 2 });
    });

    it('one that was resumed is one', async () => {
      const resumed = from('203.0.113.91', { 'user-agent': 'curl/8.9' });
      const target = join(rig.root, `${slug}.part`);
      writeFileSync(target, (await rig.ask(path, { ...resumed, range: 'bytes=0-199999' })).bytes);
      const headers = Object.entries(resumed).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
      const rest = await rig.curl([...headers, '-C', '-', '-o', target, `${rig.app.url}${path}`]);
      expect([rest.code, readFileSync(target).equals(bytes)]).toEqual([0, true]);
      await expect.poll(totals).toMatchObject({ downloads: 1, botDownloads: 0, bytes: sizeBytes });
    });

    it('crawlers are counted apart', async () => {
      await rig.ask(path, from('203.0.113.77', { 'user-agent': crawler }));
      await expect.poll(totals).toMatchObject({ downloads: 0, botDownloads: 1 });
    });

    it('whoever only looks, or has it already, is not counted', async () => {
      await rig.ask(path, person, 'HEAD');
      const { headers } = await rig.ask(path, person, 'HEAD');
      await rig.ask(path, { ...person, 'if-none-match': String(headers.etag) });
      await rig.ask(path, { ...person, range: 'bytes=900000-' });
      await rig.ask(`/d/${slug}/1/ghost.zip`, person);
      await looked();
      expect(await totals()).toMatchObject({ downloads: 0, botDownloads: 0, bytes: 1 });
    });
  });
}
