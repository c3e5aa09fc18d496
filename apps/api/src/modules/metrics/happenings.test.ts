import type { Run } from '@bothy/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { EventBus } from '../../platform/events/event-bus.js';
import { MetricRig, part, visitor } from '../../testing/metric-rig.js';
import { SaveRig, smallSave } from '../../testing/save-rig.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

let app: TestApp;
let rig: MetricRig;
let token: string;
beforeAll(async () => {
  app = await startTestApp();
  token = await app.asAdmin();
  rig = new MetricRig(app, token);
});
afterAll(() => app.remove());

it('a run counts when it has ended, and once', async () => {
  const changed = (status: Run['status'], id = 'a') => app.get(EventBus).publish('run.changed', { id, status } as Run);
  changed('queued');
  changed('running');
  expect(await rig.totals()).toMatchObject({ runs: 0 });
  changed('failed');
  changed('failed');
  changed('succeeded', 'b');
  expect(await rig.totals()).toMatchObject({ runs: 2 });
});

it('a save counts when it was opened', async () => {
  const saves = new SaveRig(app, token);
  await saves.inspect(smallSave());
  await saves.inspect(Buffer.from('no save at all'));
  expect(await rig.totals()).toMatchObject({ saves: 1 });
});

it('of referrers that are made up only so many are told apart', async () => {
  await Promise.all(
    Array.from({ length: 1200 }, (_, at) =>
      rig.sent(visitor({ address: `10.0.${at >> 8}.${at & 255}`, referrer: `https://made-up-${at}.example/` }), part()),
    ),
  );
  await rig.written();
  const rows = await rig.rows("SELECT key FROM metric_day_parts WHERE part = 'referrer' AND metric = 'downloads'");
  expect(rows).toHaveLength(1001);
  expect(await rig.totals()).toMatchObject({ downloads: 1200 });
});

it('what was counted last is kept when the server ends', async () => {
  const { dataDir } = app.config;
  await rig.sent(visitor(), part({ tool: 'last' }));
  await app.close();
  app = await startTestApp({ BOTHY_DATA_DIR: dataDir });
  rig = new MetricRig(app, (await app.signIn('ada@example.test')).json.accessToken);
  expect(await rig.totals('?tool=last')).toMatchObject({ downloads: 1, bytes: 1000 });
});
