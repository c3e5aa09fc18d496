import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Run } from '@bothy/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linesOf, readEvents } from '../../testing/read-events.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const secret = 'pä$$w0rd "quoted"/x+y==';
const base64 = (before: string) => Buffer.from(before + secret).toString('base64');
/** Every way in which the bot below prints it, and the same in the middle of other bytes. */
const forms = [
  secret,
  base64('').slice(0, -4),
  base64('a').slice(4, -4),
  base64('ab').slice(4, -4),
  encodeURIComponent(secret),
  JSON.stringify(secret).slice(1, -1),
];
const printer = `
const secret = process.env.DEPLOY_KEY;
const bytes = Buffer.from(secret);
const { writeSync, writeFileSync, mkdirSync } = require('node:fs');
writeSync(1, 'halves: ');
writeSync(1, bytes.subarray(0, 5));
setTimeout(() => {
  writeSync(1, bytes.subarray(5));
  writeSync(1, '\\n');
  for (const before of ['', 'a', 'ab']) console.log(Buffer.from(before + secret).toString('base64'));
  console.log(encodeURIComponent(secret));
  console.log(JSON.stringify({ secret }));
  console.error('to stderr ' + secret + secret);
  console.log('x'.repeat(65536 - 7) + secret);
  console.log('end');
  mkdirSync(process.env.BOTHY_ARTIFACTS + '/sub', { recursive: true });
  writeFileSync(process.env.BOTHY_ARTIFACTS + '/sub/report-' + process.env.SHORT_NAME + '.txt', 'kept');
}, 200);
`;

describe('a secret', () => {
  let app: TestApp;
  let admin: string;
  const call = (method: string, path: string, body?: unknown) => app.call(method, path, body, { token: admin });

  beforeAll(async () => {
    app = await startTestApp({ BOTHY_ROLE: 'all' });
    admin = await app.asAdmin();
  });
  afterAll(() => app.remove());

  const define = (slug: string, extra: object = {}) =>
    call('POST', '/api/bots', {
      slug,
      name: slug,
      command: { argv: [process.execPath, '-e', printer] },
      secrets: ['DEPLOY_KEY', 'SHORT_NAME'],
      ...extra,
    });
  const ended = async (slug: string): Promise<Run> => (await call('POST', `/api/bots/${slug}/runs?wait=60`, {})).json;

  it('is had by those bots only that it names', async () => {
    expect((await define('thief')).json.issues).toMatchObject([{ path: ['secrets', 0] }, { path: ['secrets', 1] }]);
    for (const [name, value] of [
      ['DEPLOY_KEY', secret],
      ['SHORT_NAME', 'artifact-9f8e7d'],
    ]) {
      expect((await call('PUT', `/api/secrets/${name}`, { value, bots: '*' })).status).toBe(200);
    }
    expect((await define('printer')).status).toBe(201);
    await call('PUT', '/api/secrets/DEPLOY_KEY', { bots: [] });
    expect((await call('POST', '/api/bots/printer/runs', {})).json).toMatchObject({ code: 'secret_not_granted' });
    await call('PUT', '/api/secrets/DEPLOY_KEY', { bots: ['printer'] });
    expect((await ended('printer')).status).toBe('succeeded');
  }, 60_000);

  for (const pty of [null, { cols: 120, rows: 40 }]) {
    it(`printed in any form never leaves the ${pty ? 'terminal' : 'pipe'}`, async () => {
      await call('PUT', '/api/secrets/DEPLOY_KEY', { bots: '*' });
      const slug = pty ? 'in-terminal' : 'in-pipe';
      await define(slug, { pty });
      const run = await ended(slug);
      expect(run).toMatchObject({ status: 'succeeded', exitCode: 0, artifactCount: 1 });

      const events = await readEvents(`${app.url}/api/runs/${run.id}/events`, admin);
      const texts = linesOf(events).map(({ text }) => text);
      expect(texts.at(-1)).toBe('end');
      expect(texts.join('')).toContain('[masked: DEPLOY_KEY]');
      const artifacts = (await call('GET', `/api/runs/${run.id}/artifacts`)).json.items;
      expect(artifacts).toMatchObject([{ sizeBytes: 4 }]);
      const name = encodeURIComponent(artifacts[0].name);
      expect((await call('GET', `/api/runs/${run.id}/artifacts/${name}`)).text).toBe('kept');

      const told = [texts.join('\n'), JSON.stringify(artifacts), filesIn(app.config.dataDir)];
      for (const form of [...forms, 'artifact-9f8e7d']) {
        expect(told.filter((text) => text.includes(form)).map(() => form)).toEqual([]);
        const search = encodeURIComponent(form);
        expect((await call('GET', `/api/runs/${run.id}/log?search=${search}`)).json.lines).toEqual([]);
      }
    }, 60_000);
  }

  it('that is a parameter is masked, and gone with the end of the run', async () => {
    await call('POST', '/api/bots', {
      slug: 'given',
      name: 'given',
      command: { argv: ['sh', '-c', 'echo "got $BOTHY_PARAM_TOKEN"; exit "$BOTHY_PARAM_CODE"'] },
      params: { type: 'object', properties: { token: { type: 'secret' }, code: { type: 'integer', default: 0 } } },
    });
    const start = (token: string) =>
      call('POST', '/api/bots/given/runs?wait=30', { params: { token } }).then(({ json }) => json);
    expect((await start('short')).issues[0]).toMatchObject({ path: ['params', 'token'] });
    const run = await start('one-time-83kfls');
    expect(run.params).toEqual({ token: '[secret]', code: 0 });
    const { lines } = (await call('GET', `/api/runs/${run.id}/log`)).json;
    expect(lines[0].text).toBe('got [masked: BOTHY_PARAM_TOKEN]');
    expect(filesIn(app.config.dataDir)).not.toContain('one-time-83kfls');
    const again = (await call('POST', `/api/runs/${run.id}/rerun`, { params: { token: 'another-83kfls' } })).json;
    await expect.poll(async () => (await call('GET', `/api/runs/${again.id}`)).json.status).toBe('succeeded');
  }, 60_000);
});

/** All that lies on the disk, as text. */
const filesIn = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
