import { Writable } from 'node:stream';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Evidence } from '../../../ops/testing/evidence.mjs';
import { loggingOf } from './platform/observability/logging.js';
import { Database } from './platform/database/database.js';
import { HealthChecks } from './platform/health/health-checks.js';
import { UnitOfWork } from './platform/database/unit-of-work.js';
import { startTestApp, type TestApp } from './testing/test-app.js';

let folder: string;
let test: TestApp;
let token: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bothy-log-'));
  test = await startTestApp({}, undefined, new Evidence(folder));
  token = await test.asAdmin();
});
afterAll(async () => {
  await test.remove();
  rmSync(folder, { recursive: true });
});

// oxlint-disable-next-line typescript/no-explicit-any
const lines = (): any[] =>
  readdirSync(join(folder, 'logs'))
    .flatMap((name) => readFileSync(join(folder, 'logs', name), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
const linesOf = (requestId: string | null) =>
  lines().filter(({ req, requestId: id }) => [req?.id, id].includes(requestId));

describe('the log', () => {
  it('has a JSON object a line for each request: when, from where, what, how it ended, by which id', async () => {
    const { headers } = await test.call('GET', '/api/bots', undefined, { token });
    const [line] = linesOf(headers.get('x-request-id'));
    expect(line).toMatchObject({
      req: { method: 'GET', path: '/api/bots', from: expect.any(String) },
      res: { status: 200 },
    });
    expect(line.time).toBeGreaterThan(1_700_000_000_000);
    expect(line.level).toBeGreaterThanOrEqual(10);
  });

  it('warns of who is refused: not signed in, not allowed, too often', async () => {
    const wrong = { email: 'nobody@example.test', password: 'not-a-password-here' };
    const refused = [
      await test.call('POST', '/api/auth/login', wrong),
      await test.call('GET', '/api/me', undefined, { token: 'bty_nonsense' }),
      await test.call('GET', '/api/mail', undefined, { token: await test.asRole('viewer') }),
    ];
    const levels = refused.map(({ headers }) => linesOf(headers.get('x-request-id')).map(({ level }) => level));
    expect(levels).toEqual([[40], [40], [40]]);
    for (let tries = 0; tries < 12; tries += 1) await test.call('POST', '/api/auth/login', wrong);
    const held = await test.call('POST', '/api/auth/login', wrong);
    expect(held.status).toBe(429);
    expect(linesOf(held.headers.get('x-request-id'))).toMatchObject([{ level: 40, res: { status: 429 } }]);
  });

  it('cannot be given lines of someone else’s making', async () => {
    const { headers } = await test.call('GET', '/api/bots/x%0d%0a%7B%22level%22%3A60%7D', undefined, {
      headers: { 'user-agent': 'x\t{"level":60}' },
      token,
    });
    expect(linesOf(headers.get('x-request-id'))).toHaveLength(1);
    expect(lines().filter(({ level }) => level === 60)).toEqual([]);
  });

  it('knows neither queries nor the headers that carry credentials', async () => {
    const cookie = 'bothy_refresh=a-cookie-that-nobody-must-see';
    await test.call('GET', '/api/bots?q=a-query-that-nobody-must-see', undefined, { token, headers: { cookie } });
    const text = JSON.stringify(lines());
    expect(text).not.toContain('nobody-must-see');
    expect(text).not.toContain(token);
  });

  it('blacks out what is called a secret, wherever someone logs it', () => {
    const written: string[] = [];
    const sink = new Writable({ write: (piece, _encoding, done) => (written.push(String(piece)), done()) });
    const [options, destination] = loggingOf(test.config, sink).pinoHttp as [pino.LoggerOptions, Writable];
    const logger = pino(options, destination);
    for (const name of ['password', 'token', 'accessToken', 'refreshToken', 'secret']) {
      logger.error({ body: { [name]: 'never-to-be-read' } }, 'An object was logged.');
    }
    logger.error('It was sent with Authorization: Bearer never-to-be-read.');
    logger.error({ err: new Error('connect to redis://me:never-to-be-read@h failed') });
    const headers = { authorization: 'never-to-be-read', cookie: 'never-to-be-read' };
    logger.error({
      req: { url: '/x?token=never-to-be-read', headers },
      res: { headers: { 'set-cookie': 'never-to-be-read' } },
    });
    expect(written.join('')).not.toContain('never-to-be-read');
    expect(written.join('').match(/\[redacted\]/g)?.length).toBeGreaterThanOrEqual(5);
  });

  it('holds no secret that a message, a stack or a library’s error brings along', () => {
    const written: string[] = [];
    const sink = new Writable({ write: (piece, _encoding, done) => (written.push(String(piece)), done()) });
    const [options, destination] = loggingOf(test.config, sink).pinoHttp as [pino.LoggerOptions, Writable];
    const logger = pino(options, destination);
    const url = 'postgres://bothy:never-to-be-read@db:5432/bothy';
    const given = { input: url, parameters: ['never-to-be-read'], cause: new Error(`cannot reach ${url}`) };
    logger.error({ err: Object.assign(new TypeError(`Invalid URL: ${url}`), given) }, `It failed for ${url}`);
    logger.warn(`GET /join?token=never-to-be-read by %s`, 'Bearer never-to-be-read');
    logger.info({ sent: [{ deep: { headers: { cookie: 'a=never-to-be-read; b="never-to-be-read"' } } }] });
    expect(written.join('')).not.toContain('never-to-be-read');
    const [first] = written.map((line) => JSON.parse(line));
    expect(first).toMatchObject({ msg: expect.stringContaining('@db:5432/bothy'), err: { type: 'TypeError' } });
    expect(first.err.stack).toContain('logging.test.ts');
    expect(first.err.message).toContain('cannot reach postgres://bothy:[redacted]@db');
  });

  it('tells once that the server is not ready, and not each time it is asked', async () => {
    const before = lines().length;
    test.get(HealthChecks).add('spring', () => Promise.reject(new Error('It has run dry.')));
    for (let turn = 0; turn < 3; turn += 1) expect((await test.call('GET', '/health/ready')).status).toBe(503);
    const told = lines().slice(before);
    expect(told.filter(({ level }) => level >= 50)).toEqual([]);
    expect(told.filter(({ level }) => level === 40).map(({ msg }) => msg)).toEqual([
      expect.stringContaining('spring: It has run dry.'),
    ]);
  });

  it('tells of what nobody foresaw with its stack, and the caller nothing but where to look', async () => {
    await test.get(UnitOfWork).run(() => test.get(Database).manager.query('ALTER TABLE bots RENAME TO lost_bots'));
    const answer = await test.call('GET', '/api/bots', undefined, { token });
    await test.get(UnitOfWork).run(() => test.get(Database).manager.query('ALTER TABLE lost_bots RENAME TO bots'));
    expect(answer.status).toBe(500);
    expect(Object.keys(answer.json).toSorted()).toEqual(['code', 'requestId', 'status', 'title', 'type']);
    expect(answer.json.code).toBe('internal_error');
    expect(answer.text).not.toMatch(/SELECT|SQLITE|bots|\.ts|node_modules/);
    const told = linesOf(answer.json.requestId).filter(({ level }) => level >= 50);
    expect(JSON.stringify(told)).toMatch(/no such table.*stack|stack.*no such table/);
    expect((await test.call('GET', '/api/bots', undefined, { token })).status).toBe(200);
  });
});
