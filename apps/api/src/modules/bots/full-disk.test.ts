import { afterAll, beforeAll, expect, it } from 'vitest';
import { Database } from '../../platform/database/database.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { readEvents, runOf } from '../../testing/read-events.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

let app: TestApp;
let admin: string;

beforeAll(async () => {
  app = await startTestApp({ BOTHY_ROLE: 'all' });
  admin = await app.asAdmin();
});
afterAll(() => app.remove());

const call = (method: string, path: string, body?: unknown) => app.call(method, path, body, { token: admin });

const execute = (sql: string) =>
  app.get(UnitOfWork).run(async () => {
    await app.get(Database).manager.query(sql);
  });

it('a database that can take no more is told as such', async () => {
  await call('POST', '/api/bots', { slug: 'quick', name: 'Quick', command: { argv: ['true'] } });
  // SQLite itself says that the disk is full when it may take no more pages.
  await execute('PRAGMA max_page_count = 1');
  let refused = await call('POST', '/api/bots/quick/runs', {});
  // What room is left in the pages that are there may take some more.
  for (let tries = 0; tries < 200 && refused.status === 201; tries++) {
    refused = await call('POST', '/api/bots/quick/runs', {});
  }
  await execute('PRAGMA max_page_count = 1073741823');
  expect(refused.status).toBe(503);
  expect(refused.json).toMatchObject({
    code: 'disk_full',
    title: expect.stringContaining('disk of the server is full'),
  });
});

it('an end that cannot be kept when it comes is kept when it can', async () => {
  await call('POST', '/api/bots', { slug: 'slow', name: 'Slow', command: { argv: ['sh', '-c', 'sleep 0.5; exit 4'] } });
  const { id } = (await call('POST', '/api/bots/slow/runs', {})).json;
  const ending = readEvents(`${app.url}/api/runs/${id}/events`, admin);
  await expect.poll(async () => (await call('GET', `/api/runs/${id}`)).json.status).toBe('running');
  await execute("CREATE TRIGGER refuse BEFORE UPDATE ON runs BEGIN SELECT RAISE(ABORT, 'refused'); END");
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect((await call('GET', `/api/runs/${id}`)).json.status).toBe('running');
  await execute('DROP TRIGGER refuse');
  expect(runOf((await ending).at(-1))).toMatchObject({ status: 'failed', exitCode: 4 });
});

it('a run that cannot be handed on when it is made is handed on when it can', async () => {
  await execute("CREATE TRIGGER refuse BEFORE UPDATE ON runs BEGIN SELECT RAISE(ABORT, 'refused'); END");
  const { id, status } = (await call('POST', '/api/bots/quick/runs', {})).json;
  expect(status).toBe('queued');
  await execute('DROP TRIGGER refuse');
  await expect
    .poll(async () => (await call('GET', `/api/runs/${id}`)).json.status, { timeout: 15_000 })
    .toBe('succeeded');
}, 20_000);
