import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createPostgres, databaseKinds } from '../../testing/test-databases.js';
import { MetricRig, part, visitor } from '../../testing/metric-rig.js';
import { tablesAsText } from '../../testing/tables-as-text.js';
import { startTestApp } from '../../testing/test-app.js';
import { DayEndJob } from './jobs/day-end.job.js';

const dayMs = 24 * 60 * 60 * 1000;
const address = '203.0.113.77';
const userAgent = 'A-very-own-agent/7.7';
const [, postgres] = databaseKinds;

/** Some visits of all kinds. */
const visit = async (rig: MetricRig): Promise<void> => {
  const who = visitor({ address, userAgent, referrer: `http://${address}/from?ip=${address}` });
  await rig.sent(who, part(), part({ file: 'half.zip', to: 500 }));
  await rig.sent({ ...who, address: '2001:db8::77' }, part());
  await rig.written();
};

/** The address itself, and what a list of all addresses would be compared with. */
const traces = [
  ...[address, '2001:db8::77', userAgent],
  ...['sha1', 'sha256', 'md5'].flatMap((hash) =>
    (['hex', 'base64url'] as const).map((form) =>
      createHash(hash).update(address).digest().subarray(0, 16).toString(form),
    ),
  ),
];

it('nothing of a visitor is in the files of SQLite, and nothing at all of the day once it is over', async () => {
  const app = await startTestApp();
  const rig = await MetricRig.on(app);
  await visit(rig);
  const files = ['', '-wal'].map((end) => readFileSync(join(app.config.dataDir, `bothy.sqlite${end}`), 'latin1'));
  expect(traces.filter((trace) => files.some((file) => file.includes(trace)))).toEqual([]);
  expect(await rig.rows('SELECT day FROM metric_claims')).toHaveLength(3);
  await rig.pass(dayMs);
  await app.get(DayEndJob).job.run();
  expect(await rig.rows('SELECT day FROM metric_claims')).toEqual([]);
  expect(await rig.rows('SELECT day FROM metric_salts')).toEqual([]);
  expect(await rig.totals()).toMatchObject({ downloads: 2 });
  await app.remove();
});

it.skipIf(!postgres?.isThere)('nor in any table of PostgreSQL', async () => {
  const database = await createPostgres();
  const app = await startTestApp({ DATABASE_URL: database.url });
  try {
    await visit(await MetricRig.on(app));
    const text = await tablesAsText(database.url);
    expect(text).toContain('demo.zip');
    expect(traces.filter((trace) => text.includes(trace))).toEqual([]);
  } finally {
    await app.remove();
    await database.remove();
  }
});
