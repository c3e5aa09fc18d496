import type { ClientRequest } from 'node:http';
import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { DownloadRig } from './testing/download-rig.js';

const megabyte = 1024 * 1024;
const hourMs = 60 * 60 * 1000;

let rig: DownloadRig;
afterEach(() => rig.remove());

const open = async (overrides: Record<string, string>) => {
  rig = await DownloadRig.on({ name: 'SQLite' }, { BOTHY_TRUST_PROXY: '127.0.0.1/32', ...overrides });
  rig.lay('boat', '1', { 'large.bin': '', 'small.bin': 'x'.repeat(600) });
  // Far more than any connection holds, and no room on the disk.
  truncateSync(join(rig.root, 'boat', '1', 'large.bin'), 200 * megabyte);
  await rig.make('boat');
};

const small = '/d/boat/1/small.bin';
const at = (address: string) => ({ 'x-forwarded-for': address });
const refusal = async (address: string) => {
  const { status, headers, bytes } = await rig.ask(small, at(address));
  return {
    status,
    retryAfter: Number(headers['retry-after']),
    code: status === 200 ? null : JSON.parse(`${bytes}`).code,
  };
};

it('an address has so many answers at a time, and keeps none open that it left', async () => {
  await open({ BOTHY_CATALOG_CLIENT_STREAMS: '2' });
  const asked: ClientRequest[] = [];
  for (let count = 0; count < 2; count += 1) {
    const one = rig.begin('/d/boat/1/large.bin', at('203.0.113.7'));
    await new Promise((resolve) => one.once('response', resolve));
    asked.push(one);
  }
  expect(await refusal('203.0.113.7')).toEqual({ status: 429, retryAfter: 10, code: 'too_many_downloads' });
  expect((await refusal('203.0.113.8')).status).toBe(200);
  for (const one of asked) one.destroy();
  await expect.poll(() => refusal('203.0.113.7')).toMatchObject({ status: 200 });
});

it('an address takes so much in an hour', async () => {
  await open({ BOTHY_CATALOG_CLIENT_BYTES: '1000' });
  expect((await refusal('203.0.113.7')).status).toBe(200);
  expect((await refusal('203.0.113.7')).status).toBe(200);
  const refused = await refusal('203.0.113.7');
  expect(refused).toMatchObject({ status: 429, code: 'too_many_downloads' });
  expect(refused.retryAfter).toBeGreaterThan(50 * 60);
  expect((await refusal('203.0.113.8')).status).toBe(200);
  rig.app.clock.advance(hourMs);
  expect((await refusal('203.0.113.7')).status).toBe(200);
});
