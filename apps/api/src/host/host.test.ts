import { createHash } from 'node:crypto';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Connections } from '../platform/database/connections.js';
import { hostOver, type HostAnswer } from '../testing/host-rig.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

describe('commands on the host, beside a server', () => {
  let test: TestApp;
  let admin: string;
  let bothy: (...argv: string[]) => Promise<HostAnswer>;
  beforeAll(async () => {
    test = await startTestApp({ BOTHY_LIMIT_SIGN_IN: '1000', BOTHY_LIMIT_ANONYMOUS: '10000' });
    admin = await test.asAdmin();
    const { dataDir, publicUrl } = test.config;
    bothy = hostOver({ BOTHY_DATA_DIR: dataDir, BOTHY_PUBLIC_URL: publicUrl });
  });
  afterAll(() => test.remove());

  const newest = async () => (await test.call('GET', '/api/audit?limit=1', undefined, { token: admin })).json.items[0];
  const host = { kind: 'system', id: 'host', name: 'Host' };

  it('verify the trail', async () => {
    const answer = await bothy('audit', 'verify');
    expect(answer).toMatchObject({ code: 0, err: '' });
    expect(answer.out).toMatch(/^The audit trail is as it was written: \d+ entries\.\nHeld against \d+ anchors/);
    expect(JSON.parse((await bothy('audit', 'verify', '--json')).out)).toMatchObject({ brokenAt: null, reason: null });
  });

  it('export the trail, so that an outsider can verify it, and write that down', async () => {
    const { code, out } = await bothy('audit', 'export');
    expect(code).toBe(0);
    const entries = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    let prevHash = '0'.repeat(64);
    for (const [index, entry] of entries.entries()) {
      expect([entry.position, entry.prevHash]).toEqual([index + 1, prevHash]);
      prevHash = entry.hash;
    }
    expect(entries.at(-1)).toMatchObject({ action: 'audit.exported', actor: host, details: { format: 'ndjson' } });
    const csv = (await bothy('audit', 'export', '--format', 'csv')).out;
    expect(csv.split('\r\n')[0]).toBe(
      'position,at,actor_kind,actor_id,actor_name,action,target_kind,target_id,target_name,details,prev_hash,hash',
    );
  });

  it('make a link for who lost every way in, which opens once', async () => {
    const email = await test.addMember('viewer');
    const { code, out, err } = await bothy('admin', 'reset', email.toUpperCase());
    expect(code).toBe(0);
    expect(err).toContain('works once');
    const token = /^http.+\/recover#token=(\S+)\n$/.exec(out)?.[1];
    expect(await newest()).toMatchObject({ action: 'member.reset', actor: host });
    expect((await test.call('POST', '/api/auth/recover', { token })).json).toMatchObject({ enrolling: true });
    expect((await test.call('POST', '/api/auth/recover', { token })).status).toBeGreaterThanOrEqual(400);
    expect(await bothy('admin', 'reset', 'nobody@example.test')).toMatchObject({ code: 1, out: '' });
  });

  it('change a role, at once', async () => {
    const email = await test.addMember('viewer');
    const { accessToken: token } = (await test.signIn(email)).json;
    expect((await test.call('GET', '/api/audit', undefined, { token })).status).toBe(403);
    expect(await bothy('member', 'role', email, 'operator')).toMatchObject({ code: 0, err: '' });
    expect((await test.call('GET', '/api/audit', undefined, { token })).status).toBe(200);
    expect(await newest()).toMatchObject({ action: 'member.changed', actor: host, details: { role: 'operator' } });
    expect(await bothy('member', 'role', email, 'king')).toMatchObject({ code: 2 });
    const last = await bothy('member', 'role', 'ada@example.test', 'viewer');
    expect(last.code).toBe(1);
    expect(last.err).toMatch(/^bothy: .+\n$/);
  });

  it('end sessions, and remove a member', async () => {
    const email = await test.addMember('member');
    const { accessToken: token } = (await test.signIn(email)).json;
    expect(await bothy('member', 'sessions', email)).toMatchObject({ code: 0 });
    expect((await test.call('GET', '/api/me', undefined, { token })).status).toBe(401);
    expect(await bothy('member', 'remove', email)).toMatchObject({ code: 0 });
    expect((await test.signIn(email)).status).toBe(401);
    expect(await newest()).toMatchObject({ action: 'member.removed', actor: host });
  });

  it('turn the keys while the server runs, and sign nobody out', async () => {
    const master = () => readFileSync(join(test.config.dataDir, 'keys', 'master'), 'utf8');
    const before = master();
    const cookie = (await test.signIn('ada@example.test')).headers.get('set-cookie')?.split(';')[0] ?? '';
    expect(await bothy('keys', 'rotate')).toMatchObject({ code: 0, err: '' });
    expect(master()).not.toBe(before);
    const headers = { cookie, 'x-requested-with': 'bothy', 'sec-fetch-site': 'same-origin' };
    const renewed = await test.call('POST', '/api/auth/refresh', undefined, { headers });
    expect(renewed.status).toBe(200);
    admin = renewed.json.accessToken;
    expect(await newest()).toMatchObject({
      action: 'keys.rotated',
      actor: host,
      details: { resealed: expect.any(Number) },
    });
    expect(await bothy('audit', 'verify')).toMatchObject({ code: 0 });
  });

  it('find what was changed behind the back of the server', async () => {
    const { writer } = test.get(Connections);
    await writer.query("UPDATE audit_entries SET actor_name = 'Eve' WHERE position = 1");
    const { code, out } = await bothy('audit', 'verify');
    expect(code).toBe(1);
    expect(out).toContain('The audit trail is broken. Entry 1 was edited');
    await writer.query("UPDATE audit_entries SET actor_name = 'Ada Admin' WHERE position = 1");
  });

  it.each([
    [['audit'], 'bothy audit verify'],
    [['dance'], 'no command "dance"'],
    [['member', 'role', 'a@b.c'], 'bothy member role <email> <role>'],
    [['audit', 'export', '--format', 'xml'], 'use csv or ndjson'],
    [['member', 'remove', 'a@b.c', '--json'], 'takes no --json'],
    [['doctor', '--nope'], '--nope'],
  ])('refuse %j as wrong use', async (argv, why) => {
    const { code, err } = await bothy(...argv);
    expect(err).toContain(why);
    expect(code).toBe(2);
  });

  it('explain themselves', async () => {
    expect((await bothy('--help')).out).toContain('bothy admin reset <email>');
  });
});

describe('commands on the host, without a server', () => {
  const tokenIn = (folder: string) => join(folder, 'setup-token');
  const imprint = (folder: string) =>
    createHash('sha256')
      .update(readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted().join())
      .digest('hex');

  it('make nothing where there is no house', async () => {
    const folder = join(tmpdir(), `bothy-none-${process.pid}`);
    const answer = await hostOver({ BOTHY_DATA_DIR: folder })('audit', 'verify');
    expect(answer).toMatchObject({ code: 1, out: '' });
    expect(answer.err).toContain(`There is no data folder ${folder}`);
    expect(existsSync(folder)).toBe(false);
    const empty = mkdtempSync(join(tmpdir(), 'bothy-empty-'));
    expect((await hostOver({ BOTHY_DATA_DIR: empty })('audit', 'verify')).err).toContain('holds no keys');
    expect(readdirSync(empty)).toEqual([]);
    rmSync(empty, { recursive: true });
  });

  it('leave everything as the server left it, the setup token too', async () => {
    const test = await startTestApp();
    const folder = test.config.dataDir;
    const token = readFileSync(tokenIn(folder), 'utf8');
    const bothy = hostOver({ BOTHY_DATA_DIR: folder });
    await test.close();
    const before = imprint(folder);
    expect((await bothy('audit', 'verify')).out).toBe('The audit trail is empty.\n');
    expect(imprint(folder)).toBe(before);
    expect(readFileSync(tokenIn(folder), 'utf8')).toBe(token);
    rmSync(tokenIn(folder));
    expect((await bothy('doctor')).code).toBe(0);
    expect(existsSync(tokenIn(folder))).toBe(false);
    rmSync(folder, { recursive: true });
  });

  it('write, and anchor what they wrote', async () => {
    const test = await startTestApp();
    const folder = test.config.dataDir;
    await test.asAdmin();
    await test.close();
    const bothy = hostOver({ BOTHY_DATA_DIR: folder });
    const lines = () => readFileSync(join(folder, 'audit-anchors'), 'utf8').split('\n').length;
    const before = lines();
    expect(await bothy('member', 'sessions', 'ada@example.test')).toMatchObject({ code: 0, err: '' });
    expect(lines()).toBe(before + 1);
    expect(existsSync(join(folder, 'run', 'server.pid'))).toBe(false);
    expect(statSync(join(folder, 'audit-anchors')).mode & 0o777).toBe(0o600);
    expect(await bothy('audit', 'verify')).toMatchObject({ code: 0 });
    rmSync(join(folder, 'audit-anchors'));
    const unanchored = await bothy('audit', 'verify');
    expect(unanchored.code).toBe(0);
    expect(unanchored.out).toContain('no anchors');
    expect(existsSync(join(folder, 'audit-anchors'))).toBe(false);
    rmSync(folder, { recursive: true });
  });

  it.skipIf(process.getuid?.() !== 0)('leave the folder of another user alone, even as root', async () => {
    const test = await startTestApp();
    const folder = test.config.dataDir;
    await test.asAdmin();
    await test.close();
    chownSync(folder, 54321, 54321);
    const before = imprint(folder);
    const bothy = hostOver({ BOTHY_DATA_DIR: folder });
    const { code, err } = await bothy('member', 'sessions', 'ada@example.test');
    expect(code).toBe(1);
    expect(err).toContain("belongs to the user '#54321'. Run this as that user");
    expect((await bothy('doctor')).out).toMatch(/failing +data folder +.+ belongs to '#54321'/);
    expect(imprint(folder)).toBe(before);
    rmSync(folder, { recursive: true });
  });

  it('leave a database of another version alone', async () => {
    const test = await startTestApp();
    const folder = test.config.dataDir;
    const bothy = hostOver({ BOTHY_DATA_DIR: folder });
    const { writer } = test.get(Connections);
    await writer.undoLastMigration();
    expect((await bothy('audit', 'verify')).err).toContain('older version of Bothy');
    expect((await bothy('doctor')).out).toMatch(/failing +database +The database is of an older version/);
    expect(await writer.showMigrations()).toBe(true);
    await writer.runMigrations();
    await writer.query("INSERT INTO migrations (timestamp, name) VALUES (1900000000000, 'Tomorrow1900000000000')");
    expect((await bothy('audit', 'verify')).err).toContain('newer version of Bothy');
    await test.remove();
  });
});
