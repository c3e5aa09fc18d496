import { chmodSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Config } from '../platform/config/config.js';
import { hostOver } from '../testing/host-rig.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { checkProxy, checkPublicUrl } from './doctor/address-checks.js';
import type { Finding } from './doctor/finding.js';
import { checkFileSystem } from './doctor/folder-checks.js';
import { checkClock, checkNode } from './doctor/machine-checks.js';

const closedPort = '127.0.0.1:9';

describe('doctor', () => {
  let test: TestApp;
  let folder: string;
  beforeAll(async () => {
    test = await startTestApp();
    folder = test.config.dataDir;
    await test.asAdmin();
  });
  afterAll(() => test.remove());

  const examine = async (env: Record<string, string> = {}) => {
    const { code, out } = await hostOver({ BOTHY_DATA_DIR: folder, ...env })('doctor', '--json');
    const findings = JSON.parse(out) as Finding[];
    const failing = findings.filter(({ status }) => status === 'failing');
    expect(code).toBe(failing.length > 0 ? 1 : 0);
    return { findings, failing, names: failing.map(({ name }) => name) };
  };

  it('finds a house in order, and says so in a table', async () => {
    const { names, findings } = await examine();
    expect(names).toEqual([]);
    expect(findings.find(({ name }) => name === 'audit trail')).toMatchObject({ status: 'ok' });
    const { out } = await hostOver({ BOTHY_DATA_DIR: folder, BOTHY_PUBLIC_URL: 'http://bothy.lan' })('doctor');
    expect(out).toMatch(/^ok {7}node +Node /);
    expect(out).toMatch(/warning {2}public url +http:\/\/bothy\.lan is not https.*\n +→ Put a proxy/);
    expect(out).toMatch(/\n\d+ ok, \d+ warning, 0 failing\n$/);
  });

  it('names each bad setting', async () => {
    const { failing } = await examine({ PORT: '99999', BOTHY_ROLE: 'king' });
    expect(failing.map(({ message }) => message.split(':')[0])).toEqual(['PORT', 'BOTHY_ROLE']);
  });

  it('finds keys that others can read, and an open folder', async () => {
    chmodSync(join(folder, 'keys', 'jwt'), 0o644);
    chmodSync(folder, 0o755);
    const { failing, findings } = await examine();
    expect(failing).toMatchObject([{ name: 'keys', message: expect.stringContaining('keys/jwt') }]);
    expect(findings.find(({ name }) => name === 'data folder')).toMatchObject({ status: 'warning' });
    chmodSync(join(folder, 'keys', 'jwt'), 0o600);
    chmodSync(folder, 0o700);
  });

  it('finds services that do not answer', async () => {
    const env = { REDIS_URL: `redis://:hush@${closedPort}`, SMTP_URL: `smtp://user:hush@${closedPort}` };
    const { names, failing } = await examine(env);
    expect(names).toEqual(['redis', 'mail']);
    expect(JSON.stringify(failing)).not.toContain('hush');
    expect((await examine({ DATABASE_URL: `postgres://me:hush@${closedPort}/x` })).failing).toMatchObject([
      { name: 'database', advice: 'Start PostgreSQL, or mend DATABASE_URL.' },
    ]);
  });

  const redisUrl = process.env['BOTHY_TEST_REDIS_URL'] ?? '';
  it.skipIf(redisUrl === '' && process.env['BOTHY_TEST_REQUIRE'] !== 'all')(
    'finds Redis (BOTHY_TEST_REDIS_URL)',
    async () => {
      const { findings } = await examine({ REDIS_URL: redisUrl });
      expect(findings.find(({ name }) => name === 'redis')).toMatchObject({ status: 'ok' });
    },
  );

  it('finds a database that is none, a folder that is missing, and an anchor that the trail does not hold', async () => {
    const other = await startTestApp();
    const { dataDir } = other.config;
    await other.asAdmin();
    await other.close();
    const bothy = hostOver({ BOTHY_DATA_DIR: dataDir });
    const { default: sqlite3 } = await import('sqlite3');
    await new Promise((done) => {
      const database = new sqlite3.Database(join(dataDir, 'bothy.sqlite'));
      database.exec("DELETE FROM audit_entries; UPDATE audit_head SET position = 0, hash = ''", () =>
        database.close(done),
      );
    });
    expect((await bothy('doctor')).out).toMatch(/failing +audit trail +Entry \d+, anchored at .+ is not in the trail/);
    for (const end of ['', '-wal', '-shm']) rmSync(join(dataDir, `bothy.sqlite${end}`), { force: true });
    writeFileSync(join(dataDir, 'bothy.sqlite'), 'no database at all, but long enough to be taken for one'.repeat(100));
    expect(await bothy('doctor')).toMatchObject({ code: 1, out: expect.stringMatching(/failing +database/) });
    rmSync(dataDir, { recursive: true });
    expect((await bothy('doctor')).out).toMatch(/failing +data folder +.+ is not there/);
  });

  it('finds a clock that was set back', () => {
    const soon = new Date(Date.now() + 3_600_000);
    expect(checkClock(test.config, new Date()).status).toBe('ok');
    writeFileSync(join(folder, 'audit-anchors'), '', { flag: 'a' });
    utimesSync(join(folder, 'audit-anchors'), soon, soon);
    expect(checkClock(test.config, new Date())).toMatchObject({ status: 'warning' });
    expect(checkClock(test.config, new Date(0))).toMatchObject({ status: 'failing' });
  });
});

describe('looks of the doctor', () => {
  it.each([
    ['20.18.9', 'failing'],
    ['18.20.0', 'failing'],
    ['20.19.0', 'ok'],
    ['24.1.0', 'ok'],
  ])('take Node %s as %s', (version, status) => {
    expect(checkNode(version).status).toBe(status);
  });

  it.each([
    [0x01021994, true, 'warning'],
    [0x794c7630, false, 'warning'],
    [0x6969, true, 'failing'],
    [0x6969, false, 'ok'],
    [0xef53, true, 'ok'],
  ])('take the file system %i (SQLite: %s) as %s', (type, isSqlite, status) => {
    expect(checkFileSystem(type, isSqlite).status).toBe(status);
  });

  it.each([
    ['https://bothy.example.org', 'ok'],
    ['http://localhost:20000', 'ok'],
    ['http://bothy.lan', 'warning'],
    ['https://192.0.2.7', 'warning'],
    ['http://[2001:db8::1]:80', 'warning'],
  ])('take the public URL %s as %s', (url, status) => {
    expect(checkPublicUrl(Config.from({ BOTHY_PUBLIC_URL: url })).status).toBe(status);
  });

  it.each([
    ['https://bothy.example.org', '127.0.0.1', '', 'warning'],
    ['https://bothy.example.org', '127.0.0.1', '127.0.0.1/32', 'ok'],
    ['http://bothy.lan', '0.0.0.0', '10.0.0.0/8', 'warning'],
    ['http://bothy.lan', '0.0.0.0', '', 'ok'],
  ])('take %s on %s behind "%s" as %s', (url, host, proxies, status) => {
    const config = Config.from({ BOTHY_PUBLIC_URL: url, HOST: host, BOTHY_TRUST_PROXY: proxies });
    expect(checkProxy(config).status).toBe(status);
  });
});
