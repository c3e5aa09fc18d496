import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../../testing/test-app.js';

const secret = 'a-secret-of-the-webhook';
const json = 'application/json';

describe('webhooks of all providers', () => {
  let app: TestApp;
  let admin: string;
  beforeAll(async () => {
    app = await startTestApp();
    admin = await app.asAdmin();
  });
  afterAll(() => app.remove());

  const define = async (provider: string, key: string, extra: object = {}) => {
    const body = { slug: provider, name: provider, command: { argv: ['true'] } };
    const webhook = { provider, secret: key, ...extra };
    const made = await app.call('POST', '/api/bots', { ...body, webhook }, { token: admin });
    return new URL(made.json.webhook.url).pathname;
  };
  const hmac = (key: string | Buffer, text: string, form: 'hex' | 'base64') =>
    createHmac('sha256', key).update(text).digest(form);
  const now = () => String(Math.floor(app.clock.now().getTime() / 1000));
  const post = async (path: string, body: string, headers: Record<string, string>) => {
    const { status, text } = await app.call('POST', path, body, { headers: { 'content-type': json, ...headers } });
    return [status, (text.match(/"status":"(\w+)"/) ?? [])[1] ?? text];
  };

  it("Slack's are answered what Slack asks, and taken once", async () => {
    const path = await define('slack', secret);
    const slack = (body: string, at = now()) =>
      post(path, body, {
        'x-slack-request-timestamp': at,
        'x-slack-signature': `v0=${hmac(secret, `v0:${at}:${body}`, 'hex')}`,
      });
    expect(await slack('{"type":"url_verification","challenge":"3eZbrw1a"}')).toEqual([200, '3eZbrw1a']);
    const event = '{"type":"event_callback","event_id":"Ev1","event":{"type":"app_mention"}}';
    expect([await slack(event), await slack(event)]).toEqual([
      [202, 'accepted'],
      [202, 'duplicate'],
    ]);
    expect((await slack(event, String(Number(now()) - 301)))[0]).toBe(401);
  });

  it("Standard Webhooks', and GitLab's with a signing token", async () => {
    const key = Buffer.from('a key that has 24 bytes.');
    for (const provider of ['standard', 'gitlab']) {
      const path = await define(provider, `whsec_${key.toString('base64')}`);
      const standard = (id: string, at = now()) =>
        post(path, '{"type":"done"}', {
          ...{ 'webhook-id': id, 'webhook-timestamp': at },
          'webhook-signature': `v1,AAAA v1,${hmac(key, `${id}.${at}.{"type":"done"}`, 'base64')}`,
        });
      expect([await standard('m1'), await standard('m1')]).toEqual([
        [202, 'accepted'],
        [202, 'duplicate'],
      ]);
      expect((await standard('m2', String(Number(now()) + 400)))[0]).toBe(401);
    }
  });

  it('generic ones by a header of their own', async () => {
    const path = await define('generic', secret, { header: 'X-Forge-Mark' });
    const mark = { 'x-forge-mark': hmac(secret, '{}', 'hex') };
    const id = { ...mark, 'idempotency-key': 'k' };
    expect([await post(path, '{}', id), await post(path, '{}', id)]).toEqual([
      [202, 'accepted'],
      [202, 'duplicate'],
    ]);
    expect((await post(path, '{ }', mark))[0]).toBe(401);
    expect((await post(path, '{}', { 'x-signature-256': mark['x-forge-mark'] }))[0]).toBe(401);
  });
});
