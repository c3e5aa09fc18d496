import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runThatLeft } from '../../testing/run-that-left.js';
import { databaseKinds } from '../../testing/test-databases.js';
import { DownloadRig, sha256Of, someBytes } from './testing/download-rig.js';

const bytes = someBytes(200_000);

for (const kind of databaseKinds) {
  describe.skipIf(!kind.isThere)(`downloads of what bots left, on ${kind.name}`, () => {
    let rig: DownloadRig;

    beforeAll(async () => {
      rig = await DownloadRig.on(kind);
      await rig.call('POST', '/api/bots', { slug: 'maker', name: 'Maker', command: { argv: ['true'] } });
      await runThatLeft(rig.app, 'maker', { 'made.bin': bytes });
      await rig.make('made', { source: { kind: 'bot', bot: 'maker' } });
    });
    afterAll(() => rig.remove());

    it('come whole and in parts, by their checksum', async () => {
      const whole = await rig.ask('/d/made/latest/made.bin');
      expect(whole).toMatchObject({ status: 200, isWhole: true, headers: { etag: `"${sha256Of(bytes)}"` } });
      expect(whole.bytes.equals(bytes)).toBe(true);
      for (const [range, from, to] of [
        ['bytes=65535-65536', 65_535, 65_537],
        ['bytes=-1', 199_999, 200_000],
      ] as const) {
        const part = await rig.ask('/d/made/1/made.bin', { range });
        expect([part.status, part.bytes.equals(bytes.subarray(from, to))]).toEqual([206, true]);
      }
    });

    it('what was changed in the storage is an error, and no byte of it is sent', async () => {
      const folder = join(rig.app.config.dataDir, 'objects', 'artifacts');
      const path = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((each) => each.includes('.1.'));
      const object = join(folder, path ?? '');
      const sealed = readFileSync(object);
      sealed[100] = (sealed[100] ?? 0) ^ 1;
      writeFileSync(object, sealed);
      const spoiled = await rig.ask('/d/made/1/made.bin');
      expect([spoiled.status, JSON.parse(spoiled.bytes.toString()).code]).toEqual([500, 'internal_error']);
    });
  });
}
