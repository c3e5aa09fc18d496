import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KeyRotation } from '../../../../platform/crypto/key-rotation.js';
import { Database } from '../../../../platform/database/database.js';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { JobRunner } from '../../../../platform/jobs/job-runner.js';
import { type LongLivedApp, startLongLivedApp } from '../../../../testing/long-lived-app.js';
import { databaseKinds } from '../../../../testing/test-databases.js';
import type { Answer, TestApp } from '../../../../testing/test-app.js';
import { OldDeliveriesJob } from '../../jobs/old-deliveries.job.js';
import { WaitingDeliveriesJob } from '../../jobs/waiting-deliveries.job.js';
import { WebhookDeliveryEntity } from '../../persistence/triggers/webhook-delivery.entity.js';

const secret = 'a-secret-of-the-webhook';
const dayMs = 24 * 60 * 60 * 1000;
const json = 'application/json';

interface Sent {
  readonly body?: string | Buffer;
  readonly type?: string | null;
  readonly id?: string | null;
  readonly event?: string;
  readonly with?: Record<string, string>;
}

describe.each(databaseKinds.filter(({ isThere }) => isThere))('webhooks on $name', (kind) => {
  let rig: LongLivedApp;
  let app: TestApp;

  beforeAll(async () => {
    rig = await startLongLivedApp(kind, { BOTHY_LIMIT_ANONYMOUS: '60' });
    ({ app } = rig);
  });
  afterAll(() => rig.remove());

  const call = (method: string, path: string, body?: unknown, token = rig.token) =>
    app.call(method, path, body, { token });
  const define = async (slug: string, webhook: object = {}, extra: object = {}): Promise<string> => {
    const body = { slug, name: slug, command: { argv: ['true'] }, webhook: { provider: 'github', secret, ...webhook } };
    const answer = await call('POST', '/api/bots', { ...body, ...extra });
    if (answer.status !== 201) throw new Error(answer.text);
    return new URL(answer.json.webhook.url).pathname;
  };
  /** As GitHub sends. */
  const send = (
    path: string,
    { body = '{}', type = json, id = randomUUID(), event = 'push', ...sent }: Sent = {},
  ): Promise<Answer> => {
    const headers = {
      ...(type !== null && { 'content-type': type }),
      ...(id !== null && { 'x-github-delivery': id }),
      'x-github-event': event,
      'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
      ...sent.with,
    };
    return app.call('POST', path, body, { headers });
  };
  const launched = () => app.get(JobRunner).runNow(app.get(WaitingDeliveriesJob).job);
  const runsOf = async (slug: string) => (await call('GET', `/api/bots/${slug}/runs`)).json.items;
  const deliveriesOf = async (slug: string, query = '') =>
    (await call('GET', `/api/bots/${slug}/deliveries${query}`)).json.items;

  it('start a run with what the payload holds', async () => {
    const properties = { branch: { type: 'string' }, count: { type: 'integer' }, key: { type: 'secret' } };
    const mapping = { branch: '/ref', count: '/n', key: '/key' };
    const path = await define('mapped', { mapping }, { params: { type: 'object', properties } });
    const payload = JSON.stringify({ ref: 'refs/heads/main', n: '5', key: 'correct-horse-9-battery' });
    const answer = await send(path, { id: 'one', body: payload });
    expect(answer).toMatchObject({ status: 202, json: { status: 'accepted' } });
    await launched();
    const [run] = await runsOf('mapped');
    expect(run).toMatchObject({
      trigger: { kind: 'webhook', actor: null, detail: 'push' },
      params: { branch: 'refs/heads/main', count: 5, key: '[secret]' },
    });
    expect(await deliveriesOf('mapped')).toEqual([
      {
        ...{
          id: answer.json.id,
          botSlug: 'mapped',
          deliveryId: 'one',
          event: 'push',
          status: 'accepted',
          reason: null,
        },
        ...{ runId: run.id, payloadBytes: payload.length, replayable: true, replayOf: null },
        receivedAt: expect.any(String),
      },
    ]);
    const rows = JSON.stringify(await app.get(Database).manager.find(WebhookDeliveryEntity));
    for (const hidden of ['refs/heads/main', 'correct-horse-9-battery', 'sha256=']) expect(rows).not.toContain(hidden);
  });

  it('are taken once for each id, and never told apart by their bodies', async () => {
    const path = await define('once');
    const statuses = [];
    for (const id of ['a', 'a', 'b', null, null]) statuses.push((await send(path, { id })).json.status);
    expect(statuses).toEqual(['accepted', 'duplicate', 'accepted', 'accepted', 'accepted']);
    const atOnce = await Promise.all(Array.from({ length: 20 }, () => send(path, { id: 'c' })));
    expect(atOnce.map(({ json: { status } }) => status).sort()).toEqual([
      'accepted',
      ...Array.from({ length: 19 }, () => 'duplicate'),
    ]);
    await launched();
    expect(await runsOf('once')).toHaveLength(5);
    const elsewhere = await define('once-more');
    expect((await send(elsewhere, { id: 'a' })).json.status).toBe('accepted');
    expect(await deliveriesOf('once', '?status=duplicate')).toHaveLength(20);
  });

  it('are read to the byte, of any type', async () => {
    const properties = { all: { type: 'string' } };
    const path = await define('bytes', { mapping: { all: '' } }, { params: { type: 'object', properties } });
    const form = `payload=${encodeURIComponent('{"a":[1]}')}`;
    const bodies: [string | null, string | Buffer, string][] = [
      [json, ' {"a" : 1.0}\n', '{"a":1}'],
      ['application/x-www-form-urlencoded', form, '{"a":[1]}'],
      ['text/plain', 'just text', 'just text'],
      ['application/cloudevents+json', '{"b":2}', '{"b":2}'],
    ];
    for (const [type, body, value] of bodies) {
      expect((await send(path, { type, body })).status).toBe(202);
      await launched();
      expect((await runsOf('bytes'))[0].params).toEqual({ all: value });
    }
    expect((await send(path, { type: 'application/octet-stream', body: Buffer.from([0xff, 0]) })).json.status).toBe(
      'failed',
    );
    expect((await send(path, { body: '{' })).json.status).toBe('failed');
    expect((await send(path, { body: '' })).json.status).toBe('failed');
    const tooLong = 'x'.repeat(app.config.bodyLimitBytes + 1);
    for (const type of [json, 'text/plain']) {
      expect(await send(path, { type, body: tooLong })).toMatchObject({
        status: 413,
        json: { code: 'body_too_large' },
      });
    }
    const longest = 'x'.repeat(app.config.bodyLimitBytes);
    expect((await send(path, { type: 'text/plain', body: longest })).status).toBe(202);
    expect((await app.call('POST', '/api/auth/login', 'x', { headers: { 'content-type': 'text/plain' } })).status).toBe(
      415,
    );
  });

  it('that nobody may send are refused, and what is wrong with the address is not told', async () => {
    const path = await define('refusing');
    const plain = { slug: 'no-hook', name: 'no-hook', command: { argv: ['true'] } };
    expect((await call('POST', '/api/bots', plain)).status).toBe(201);
    const token = path.split('/').at(-1)!;
    const wrongToken = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    const answers = [];
    for (const [bot, key] of [
      ['refusing', wrongToken],
      ['no-hook', token],
      ['nobody', token],
    ]) {
      const { status, json: problem } = await send(`/api/hooks/${bot}/${key}`);
      answers.push(JSON.stringify([status, { ...problem, requestId: '' }]));
    }
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('[404,');
    const wrong = { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` };
    expect(await send(path, { with: wrong, body: '{"x":1}' })).toMatchObject({
      status: 401,
      json: { code: 'bad_signature' },
    });
    expect(await deliveriesOf('refusing')).toMatchObject([{ status: 'refused', replayable: false, runId: null }]);
    const { id } = (await deliveriesOf('refusing'))[0];
    expect((await call('POST', `/api/deliveries/${id}/replay`)).json.code).toBe('payload_gone');
    await launched();
    expect(await runsOf('refusing')).toEqual([]);
  });

  it('of a provider that is right are not limited, and guessing is', async () => {
    const path = await define('limits', {}, { enabled: false });
    const right = await Promise.all(Array.from({ length: 150 }, () => send(path)));
    expect(new Set(right.map(({ status }) => status))).toEqual(new Set([202]));
    const wrong = await Promise.all(
      Array.from({ length: 150 }, () => send(path, { with: { 'x-hub-signature-256': 'x' } })),
    );
    expect(new Set(wrong.map(({ status }) => status))).toEqual(new Set([401, 429]));
    expect((await send(path)).status).toBe(202);
    expect((await deliveriesOf('limits', '?status=refused&limit=200')).length).toBeLessThanOrEqual(60);
    app.clock.advance(61_000);
  });

  it('that were not asked for are listed', async () => {
    const path = await define('filtering', { events: ['push'], filter: { '/ref': ['a', 'b'] } });
    const statuses = [];
    for (const [event, ref] of [
      ['push', 'a'],
      ['push', 'c'],
      ['issues', 'a'],
      ['ping', 'a'],
    ]) {
      statuses.push((await send(path, { event: event!, body: JSON.stringify({ ref }) })).json.status);
    }
    expect(statuses).toEqual(['accepted', 'filtered', 'filtered', 'filtered']);
    await launched();
    expect(await runsOf('filtering')).toHaveLength(1);
    expect((await deliveriesOf('filtering')).map(({ reason }: { reason: string }) => reason)).toEqual([
      'The provider asked whether this address is right.',
      'The event issues was not asked for.',
      'What stands at /ref was not asked for.',
      null,
    ]);
  });

  it('whose run cannot be started say why, and stop no other', async () => {
    const params = { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] };
    const path = await define('failing', { mapping: { n: '/n' } }, { params });
    const off = await define('switched-off', {}, { enabled: false });
    for (const body of ['{"n":"many"}', '{}', '{"n":1}']) await send(path, { body });
    await send(off);
    await launched();
    expect(
      (await deliveriesOf('failing')).map((one: { status: string; reason: string }) => [one.status, one.reason]),
    ).toEqual([
      ['accepted', null],
      ['failed', 'n: This parameter is needed.'],
      ['failed', 'n: Give a whole number.'],
    ]);
    expect(await deliveriesOf('switched-off')).toMatchObject([
      { status: 'failed', reason: expect.stringContaining('switched off') },
    ]);
    expect(await runsOf('failing')).toHaveLength(1);
  });

  it('are replayed as the bot is now, by whoever may run it', async () => {
    const path = await define('replayed', { events: ['release'] });
    await send(path, { id: 'r' });
    const [before] = await deliveriesOf('replayed');
    expect((await call('POST', `/api/deliveries/${before.id}/replay`)).json).toMatchObject({
      status: 'filtered',
      replayOf: before.id,
    });
    await call('PATCH', '/api/bots/replayed', { webhook: { provider: 'github', events: ['push'] } });
    const answer = await call('POST', `/api/deliveries/${before.id}/replay`);
    expect(answer).toMatchObject({
      status: 202,
      json: { status: 'accepted', deliveryId: 'r', event: 'push', replayable: true },
    });
    await launched();
    const [after] = await deliveriesOf('replayed');
    expect(after).toMatchObject({ id: answer.json.id, replayOf: before.id, runId: (await runsOf('replayed'))[0].id });
    expect((await call('POST', `/api/deliveries/${after.id}/replay`)).status).toBe(202);
    const audit = (await call('GET', '/api/audit?action=webhook.replayed')).json.items;
    expect(audit[0]).toMatchObject({ target: { name: 'replayed' }, details: { delivery: after.id } });
    expect((await call('POST', `/api/deliveries/${randomUUID()}/replay`)).json.code).toBe('delivery_not_found');
    const session = (await app.signIn('ada@example.test')).json.accessToken;
    const other = await call(
      'POST',
      '/api/tokens',
      { name: 'o', scopes: ['bots:run:once'], expiresInDays: 1 },
      session,
    );
    expect((await call('POST', `/api/deliveries/${after.id}/replay`, undefined, other.json.token)).status).toBe(404);
    expect((await call('GET', '/api/bots/replayed/deliveries', undefined, other.json.token)).status).toBe(403);
    await call('PATCH', '/api/bots/replayed', { webhook: null });
    expect((await call('POST', `/api/deliveries/${after.id}/replay`)).json.code).toBe('no_webhook');
    expect((await send(path)).status).toBe(404);
  });

  it('that a crash left waiting have one run in the end', async () => {
    const path = await define('crashed');
    const { id } = (await send(path)).json;
    await launched();
    const work = app.get(UnitOfWork);
    // As if the server had died between the answer and the run, and another had taken its place beside it.
    await work.run(async () => {
      await app.get(Database).manager.update(WebhookDeliveryEntity, { id }, { waiting: true, runId: null });
    });
    await Promise.all([launched(), launched()]);
    expect(await runsOf('crashed')).toHaveLength(2);
    expect(await deliveriesOf('crashed')).toMatchObject([{ id, runId: (await runsOf('crashed'))[0].id }]);
  });

  it('are still read after the master key was replaced, and forgotten in time', async () => {
    const path = await define('kept');
    await send(path, { id: 'k' });
    await launched();
    const [delivery] = await deliveriesOf('kept');
    expect((await app.get(KeyRotation).run()).resealed).toBeGreaterThan(0);
    expect((await call('POST', `/api/deliveries/${delivery.id}/replay`)).status).toBe(202);
    await launched();
    const sweep = () => app.get(JobRunner).runNow(app.get(OldDeliveriesJob).job);
    app.clock.advance(31 * dayMs);
    await sweep();
    expect(await deliveriesOf('kept')).toMatchObject([{ replayable: false }, { id: delivery.id, replayable: false }]);
    expect((await call('POST', `/api/deliveries/${delivery.id}/replay`)).json.code).toBe('payload_gone');
    expect((await send(path, { id: 'k' })).json.status).toBe('duplicate');
    app.clock.advance(60 * dayMs);
    await sweep();
    expect(await deliveriesOf('kept')).toMatchObject([{ status: 'duplicate' }]);
  });
});
