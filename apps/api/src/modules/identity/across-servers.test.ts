import { afterEach, describe, expect, it } from 'vitest';
import { readEvents } from '../../testing/read-events.js';
import { createPostgres, databaseKinds } from '../../testing/test-databases.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const servers: TestApp[] = [];
let removeDatabase = () => Promise.resolve();
afterEach(async () => {
  for (const server of servers.splice(0)) await server.remove();
  await removeDatabase();
});

describe.skipIf(!databaseKinds[1]?.isThere)('two servers on one PostgreSQL (BOTHY_TEST_POSTGRES_URL)', () => {
  it('end each other’s streams of what is revoked', async () => {
    const database = await createPostgres();
    removeDatabase = database.remove;
    const here = await startTestApp({ DATABASE_URL: database.url });
    const there = await startTestApp({ DATABASE_URL: database.url });
    servers.push(here, there);
    const admin = await here.asAdmin();
    const body = { name: 'ci', scopes: ['bots:read'], expiresInDays: 1 };
    const { id, token } = (await here.call('POST', '/api/tokens', body, { token: admin })).json;
    const stream = readEvents(`${there.url}/api/events`, token);
    // Until the other one looks at the trail for the first time, which it does because a stream is open.
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect((await here.call('DELETE', `/api/tokens/${id}`, undefined, { token: admin })).status).toBe(204);
    await stream;
    expect((await there.call('GET', '/api/me', undefined, { token })).status).toBe(401);
  });
});
