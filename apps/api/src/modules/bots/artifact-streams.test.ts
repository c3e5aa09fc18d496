import { readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ArtifactRig } from '../../testing/artifact-rig.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

let app: TestApp;
let rig: ArtifactRig;
let path: string;

/** More than the system holds for a reader that does not read. */
const sizeBytes = 48 * 1024 * 1024;

beforeAll(async () => {
  app = await startTestApp();
  rig = await ArtifactRig.of(app);
  const { ref, folder } = await rig.begin();
  writeFileSync(join(folder, 'large.bin'), randomBytes(sizeBytes));
  await rig.collect(ref);
  path = `/api/runs/${ref.runId}/artifacts/large.bin`;
});
afterAll(() => app.remove());

/** An answer of which only the head is read. */
const begin = (token: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const request = get(app.url + path, { headers: { authorization: `Bearer ${token}` } }, resolve);
    request.once('error', reject);
  });

const openObjects = (): number =>
  readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).includes('/objects/artifacts/');
    } catch {
      // Closed while it was looked at.
      return false;
    }
  }).length;

it('a download that its reader leaves holds nothing open', async () => {
  const answer = await begin(rig.admin);
  expect(answer.headers['content-length']).toBe(String(sizeBytes));
  await expect.poll(openObjects).toBe(1);
  answer.destroy();
  await expect.poll(openObjects, { timeout: 5000 }).toBe(0);
});

it('a download is cut when its reader may read no more', async () => {
  const minted = await rig.call('POST', '/api/tokens', { name: 'ci', scopes: ['bots:read'], expiresInDays: 1 });
  const answer = await begin(minted.json.token);
  const { items } = (await rig.call('GET', '/api/tokens')).json;
  expect((await rig.call('DELETE', `/api/tokens/${items[0].id}`)).status).toBe(204);
  let received = 0;
  const ended = new Promise<boolean>((resolve) => {
    answer.on('data', (bytes: Buffer) => (received += bytes.length));
    answer.once('close', () => resolve(answer.complete));
    answer.once('error', () => {
      // What was cut ends with an error; `close` follows it.
    });
  });
  expect([await ended, received < sizeBytes]).toEqual([false, true]);
  await expect.poll(openObjects, { timeout: 5000 }).toBe(0);
});
