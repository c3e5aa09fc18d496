import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { databaseKinds } from '../../testing/test-databases.js';
import { tablesAsText } from '../../testing/tables-as-text.js';
import { DownloadRig } from './testing/download-rig.js';

const address = '203.0.113.77';

let rig: DownloadRig;
afterEach(() => rig.remove());

/** All that lies in a folder, as text. */
const textIn = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'latin1'))
    .join('\n');

for (const kind of databaseKinds) {
  describe.skipIf(!kind.isThere)(`who downloads on ${kind.name}`, () => {
    it('leaves no address: neither in the log, nor in the database, nor in any file', async () => {
      let log = '';
      const written = new Writable({
        write(chunk: Buffer, _encoding, done) {
          log += chunk.toString();
          done();
        },
      });
      rig = await DownloadRig.on(kind, { BOTHY_TRUST_PROXY: '127.0.0.1/32', BOTHY_LOG_LEVEL: 'trace' }, written);
      rig.lay('boat', '1', { 'a.zip': 'hello' });
      await rig.make('boat');
      rig.lay('inner', '1', { 'a.zip': 'hello' });
      await rig.make('inner', { visibility: 'members' });
      const minted = await rig.call('POST', '/api/tokens', { name: 'ci', scopes: ['catalog:read'], expiresInDays: 1 });
      const basic = `Basic ${btoa(`any:${minted.json.token}`)}`;
      const from = { 'x-forwarded-for': address, 'user-agent': 'curl/8' };
      await rig.ask('/d/boat/1/a.zip', from);
      await rig.ask('/%64/boat/1/a.zip', from);
      await rig.ask('/d/boat/1/ghost.zip', from);
      await rig.ask('/d/inner/1/a.zip', from);
      expect((await rig.ask('/d/inner/1/a.zip', { ...from, authorization: basic })).status).toBe(200);
      await rig.ask('/d/inner/1/a.zip', { ...from, authorization: 'Basic bm90aGluZw==' });
      for (const path of [
        '/git/boat.git/info/refs?service=git-upload-pack',
        '/tools/boat',
        '/badge/boat/downloads.svg',
      ])
        await rig.ask(path, from);
      await expect.poll(() => rig.totals('boat')).toMatchObject({ downloads: 1 });
      const tokens = async () => (await rig.call('GET', '/api/tokens')).json.items[0];
      await expect.poll(async () => (await tokens()).lastUsedAt).not.toBeNull();
      expect((await tokens()).lastUsedFrom).toBeNull();
      const { dataDir, databaseUrl } = rig.app.config;
      const kept = textIn(dataDir) + (databaseUrl === null ? '' : await tablesAsText(databaseUrl));
      // Where it would be found.
      expect(log).toContain('/d/boat/1/ghost.zip');
      expect(kept).toContain('boat');
      for (const text of [log, kept]) expect(text).not.toContain(address);
      // Of those who sign in it is known.
      await rig.ask('/api/me', from);
      expect(log).toContain('"from"');
    });
  });
}
