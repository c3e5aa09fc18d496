import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestMailServer } from '../../testing/mail-server.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { JobRunner } from '../jobs/job-runner.js';
import { MailKinds } from './mail-kinds.js';
import { MailSenderJob } from './mail-sender.job.js';
import { Outbox } from './outbox.js';

const minuteMs = 60_000;
const link = 'http://localhost/join#token=secret-token';
const teach = (app: TestApp) =>
  app.get(MailKinds).add('test.link', (payload) => ({ subject: `Link ${String(payload['nth'])}`, text: link }));
const put = (app: TestApp, nth: number) => {
  const to = { name: 'Bob', address: 'bob@example.test' };
  return app.get(UnitOfWork).run(() => app.get(Outbox).put({ kind: 'test.link', to, payload: { nth } }));
};
const sendDue = (app: TestApp) => app.get(JobRunner).runNow(app.get(MailSenderJob).job);

describe('the page of mails', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
    teach(app);
  });
  afterEach(() => app.remove());

  it('shows what would have gone out, page by page, to those who may read it', async () => {
    const token = await app.asAdmin();
    for (const nth of [1, 2, 3]) await put(app, nth);
    await sendDue(app);
    const first = await app.call('GET', '/api/mail?limit=2', undefined, { token });
    expect(first.status).toBe(200);
    expect(first.json.items.map((mail: { subject: string }) => mail.subject)).toEqual(['Link 3', 'Link 2']);
    expect(first.json.items[0]).toMatchObject({ to: 'Bob <bob@example.test>', state: 'kept', attempts: 1 });
    expect(first.text).not.toContain('secret-token');
    const cursor = encodeURIComponent(first.json.nextCursor);
    const second = await app.call('GET', `/api/mail?limit=2&cursor=${cursor}`, undefined, { token });
    expect(second.json).toMatchObject({ items: [{ subject: 'Link 1' }], nextCursor: null });

    const one = await app.call('GET', `/api/mail/${first.json.items[0].id}`, undefined, { token });
    expect(one.json).toMatchObject({ subject: 'Link 3', text: link });

    expect((await app.call('GET', '/api/mail?cursor=bm8', undefined, { token })).json.code).toBe('bad_cursor');
    const nobody = await app.call('GET', '/api/mail/01a1fc96-d8a9-7122-849a-d5c2924cdcdf', undefined, { token });
    expect(nobody).toMatchObject({ status: 404, json: { code: 'mail_not_found' } });
    const member = await app.asRole('member');
    expect((await app.call('GET', '/api/mail', undefined, { token: member })).status).toBe(403);
  });
});

describe('a server with a mail server', () => {
  it('shows no text, stops while a mail hangs, and sends it after its restart', async () => {
    const server = await TestMailServer.start();
    const variables = { SMTP_URL: server.url, MAIL_FROM: 'Bothy <bothy@example.test>' };
    let app = await startTestApp(variables);
    try {
      teach(app);
      const token = await app.asAdmin();
      await put(app, 1);
      await sendDue(app);
      const { json } = await app.call('GET', '/api/mail', undefined, { token });
      expect(json.items[0]).toMatchObject({ state: 'sent', subject: 'Link 1' });
      const shown = await app.call('GET', `/api/mail/${json.items[0].id}`, undefined, { token });
      expect(shown.json.text).toBeNull();

      server.isMute = true;
      await put(app, 2);
      await app.close();
      server.isMute = false;
      app = await startTestApp({ ...variables, BOTHY_DATA_DIR: app.config.dataDir });
      teach(app);
      app.clock.advance(5 * minuteMs);
      await sendDue(app);
      expect(server.received.map((mail) => mail.headers.get('subject'))).toEqual(['Link 1', 'Link 2']);
    } finally {
      await app.remove();
      await server.stop();
    }
  });
});
