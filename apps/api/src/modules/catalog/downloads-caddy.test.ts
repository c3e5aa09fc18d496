import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../../../../ops/testing/free-port.mjs';
import { Program } from '../../../../../ops/testing/program.mjs';
import { DownloadRig, sha256Of } from './testing/download-rig.js';

const caddyPath = process.env['BOTHY_TEST_CADDY'] ?? '';
const root = join(import.meta.dirname, '../../../../..');
/** Text: what a proxy would pack if it were let. */
const text = 'All work and no play makes Jack a dull boy.\n'.repeat(5000);
const etag = `"${sha256Of(Buffer.from(text))}"`;

describe.skipIf(caddyPath === '')('downloads through Caddy, with the Caddyfile of the house', () => {
  let rig: DownloadRig;
  let caddy: Program;
  let folder: string;
  let port: number;

  beforeAll(async () => {
    rig = await DownloadRig.on({ name: 'SQLite' }, { BOTHY_TRUST_PROXY: '127.0.0.1/32' });
    rig.lay('boat', '1', { 'notes.txt': text });
    await rig.make('boat');
    port = await freePort();
    folder = mkdtempSync(join(tmpdir(), 'bothy-caddy-'));
    const env = {
      ...process.env,
      SITE_ADDRESS: `http://localhost:${port}`,
      BOTHY_UPSTREAM: new URL(rig.app.url).host.replace('localhost', '127.0.0.1'),
      BOTHY_PAGE: join(root, 'apps/web/dist'),
      CADDY_ADMIN: 'off',
      XDG_DATA_HOME: folder,
      XDG_CONFIG_HOME: folder,
    };
    caddy = new Program(caddyPath, ['run', '--adapter', 'caddyfile', '--config', join(root, 'Caddyfile')], { env });
    await caddy.answers(`http://localhost:${port}/health/live`);
  });
  afterAll(async () => {
    await caddy.stop();
    rmSync(folder, { recursive: true });
    await rig.remove();
  });

  const ask = (path: string, more: Record<string, string> = {}) =>
    new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
      const headers = { 'accept-encoding': 'gzip, zstd', 'x-forwarded-for': '203.0.113.77', ...more };
      const asked = request({ host: '127.0.0.1', port, path, headers: { ...headers, host: `localhost:${port}` } });
      asked.once('error', reject).once('response', (answer) => {
        let body = '';
        answer.setEncoding('latin1').on('data', (part: string) => (body += part));
        answer.once('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
      });
      asked.end();
    });

  it('nothing is packed on the way: length, ranges and the strong tag stay', async () => {
    const whole = await ask('/d/boat/1/notes.txt');
    expect(whole).toMatchObject({ status: 200, headers: { etag, 'content-length': String(text.length) } });
    expect([whole.headers['content-encoding'], whole.body === text]).toEqual([undefined, true]);
    const part = await ask('/d/boat/1/notes.txt', { range: 'bytes=100-199', 'if-range': etag });
    expect([part.status, part.body]).toEqual([206, text.slice(100, 200)]);
    expect((await ask('/d/boat/1/notes.txt', { 'if-none-match': etag })).status).toBe(304);
    // All else is.
    expect((await ask('/api/catalog/tools')).headers['content-encoding']).toBeOneOf(['zstd', 'gzip', undefined]);
  });

  it('its log knows no address', async () => {
    await ask('/d/boat/1/ghost.txt');
    await expect.poll(() => caddy.output).toContain('/d/boat/1/ghost.txt');
    expect(caddy.output).toContain('"remote_ip": "127.0.0.0"');
    for (const hidden of ['203.0.113.77', 'X-Forwarded-For', '"remote_ip": "127.0.0.1"'])
      expect(caddy.output).not.toContain(hidden);
  });
});
