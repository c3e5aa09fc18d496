import { Logger } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openMailRig } from '../../testing/mail-rig.js';
import { TestMailServer } from '../../testing/mail-server.js';
import { databaseKinds } from '../../testing/test-databases.js';
import { backoffMs } from './mail-backoff.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const to = { name: 'Ada', address: 'ada@example.test' };
const token = 'a-token-of-43-letters-that-opens-an-account';

const logged: string[] = [];
const keepLine = (line: unknown) => void logged.push(String(line));
beforeAll(() => Logger.overrideLogger({ log: keepLine, error: keepLine, warn: keepLine }));
afterAll(() => Logger.overrideLogger(true));

for (const kind of databaseKinds) {
  describe.skipIf(!kind.isThere)(`outbox on ${kind.name}`, () => {
    let server: TestMailServer;
    let rig: Awaited<ReturnType<typeof openMailRig>>;

    beforeEach(async () => {
      server = await TestMailServer.start();
      rig = await openMailRig(kind, server.url);
      rig.kinds.add('test.link', ({ link }) => ({ subject: 'A link', text: `Follow ${String(link)}` }));
    });
    afterEach(async () => {
      await rig.remove();
      await server.stop();
    });

    const order = { kind: 'test.link', to, payload: { link: token } };
    const put = (changes = {}) => rig.unitOfWork.run(() => rig.outbox.put({ ...order, ...changes }));
    const row = async () => {
      const [first] = await rig.rows();
      if (!first) throw new Error('There is no mail.');
      return first;
    };

    it('sends what was committed, once, soon after, and nothing of what was rolled back', async () => {
      rig.sender.onApplicationBootstrap();
      const failing = rig.unitOfWork.run(async () => {
        await rig.outbox.put({ ...order, to: { name: 'Eve', address: 'eve@example.test' } });
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      await put();
      // The nudge has begun it; asking again waits for what runs.
      await rig.jobs.runNow(rig.sender.job);
      await rig.jobs.beforeApplicationShutdown();
      rig.sender.onModuleDestroy();
      expect(server.received.map((mail) => mail.to)).toEqual([['ada@example.test']]);
      expect(server.received[0]?.raw).toContain(token);
      expect(await row()).toMatchObject({
        state: 'sent',
        subject: 'A link',
        payload: null,
        content: null,
        attempts: 1,
      });
      expect((await row()).sentAt).not.toBeNull();
    });

    it('lets no secret lie open, refuses what is no address, and is written to in a unit of work only', async () => {
      await put({ to: { name: 'Ada\r\nBcc: eve@x.test', address: to.address } });
      const kept = await row();
      expect(JSON.stringify(kept)).not.toContain(token);
      expect(kept.payload).toMatch(/^v1\./);
      expect(kept.toName).toBe('Ada Bcc: eve@x.test');
      await expect(put({ to: { name: 'x', address: 'x@y.test\r\nDATA' } })).rejects.toMatchObject({
        code: 'bad_mail_address',
      });
      await expect(rig.outbox.put(order)).rejects.toThrow(/unit of work/);
    });

    it('takes one mail per key, also when two put it at once', async () => {
      await Promise.all([1, 2, 3].map((nth) => put({ dedupeKey: 'once', payload: { link: `link ${nth}` } })));
      await put({ dedupeKey: 'once' });
      await put({ dedupeKey: 'twice' });
      await put();
      await put();
      expect(await rig.rows()).toHaveLength(4);
    });

    it('sends each mail once though two servers look at once', async () => {
      const other = rig.another();
      other.kinds.add('test.link', ({ link }) => ({ subject: 'A link', text: String(link) }));
      await rig.unitOfWork.run(async () => {
        for (let nth = 0; nth < 30; nth += 1) await rig.outbox.put({ ...order, payload: { link: `nth ${nth}` } });
      });
      await Promise.all([rig.sendAll(), other.sendAll(), rig.sendAll(), other.sendAll()]);
      const ids = server.received.map((mail) => mail.headers.get('message-id'));
      expect(ids).toHaveLength(30);
      expect(new Set(ids).size).toBe(30);
      expect((await rig.rows()).every((mail) => mail.state === 'sent' && mail.attempts === 1)).toBe(true);
    });

    it('tries again later, with the same id, what was refused for now', async () => {
      server.refuse = () => ({ at: 'RCPT', code: 450, words: 'Mailbox busy' });
      await put();
      await rig.sendAll();
      expect(await row()).toMatchObject({ state: 'waiting', attempts: 1, problem: '450 Mailbox busy' });
      await rig.sendAll();
      expect(await row()).toMatchObject({ attempts: 1 });
      rig.clock.advance(minuteMs);
      await rig.sendAll();
      server.refuse = () => null;
      rig.clock.advance(5 * minuteMs);
      await rig.sendAll();
      expect(await row()).toMatchObject({ state: 'sent', attempts: 3, problem: null, payload: null });
      expect(server.received.map((mail) => mail.headers.get('message-id'))).toEqual([`<${(await row()).messageId}>`]);
    });

    it('gives up at once what was refused for good, and after two days what nobody takes', async () => {
      server.refuse = () => ({ at: 'DATA', code: 550, words: `Spam: https://bothy.test/join#token=${token}` });
      await put();
      await rig.sendAll();
      const failed = await row();
      expect(failed).toMatchObject({ state: 'failed', problem: '550 Spam: [link]', payload: null, subject: 'A link' });
      expect(JSON.stringify(failed)).not.toContain(token);
      // Whom a mail is to, and what lies in it, is no matter of the log.
      const log = logged.join('\n');
      expect(log).toContain(`The mail ${failed.id} (test.link) was refused`);
      for (const secret of [token, to.address, 'A link']) expect(log).not.toContain(secret);

      await put({ kind: 'test.unknown' });
      await rig.sendAll();
      const [, unknown] = await rig.rows();
      expect(unknown).toMatchObject({ state: 'waiting', subject: null });
      expect(unknown?.problem).toMatch(/could not be written/);
      rig.clock.advance(2 * dayMs);
      await rig.sendAll();
      expect((await rig.rows())[1]).toMatchObject({ state: 'failed', payload: null });
    });

    it('takes up what a server that died had in hand, and heeds its late word no more', async () => {
      await put();
      const [held] = await rig.unitOfWork.run(() => rig.mails.claimDue(5, minuteMs));
      if (!held) throw new Error('Nothing was due.');
      await rig.sendAll();
      expect(server.received).toEqual([]);
      rig.clock.advance(minuteMs + 1);
      await rig.sendAll();
      expect(await row()).toMatchObject({ state: 'sent', attempts: 2 });
      const late = { state: 'failed', subject: null, problem: 'late' } as const;
      await rig.unitOfWork.run(() => rig.mails.settle(held, late));
      expect(await row()).toMatchObject({ state: 'sent', problem: null });
    });

    it('is sealed anew by a rotation, in whatever state', async () => {
      await put();
      for (let nth = 0; nth < 8; nth += 1) await put({ payload: { link: `nth ${nth}` } });
      await rig.sendAll();
      await rig.unitOfWork.run(async () => {
        for (let nth = 0; nth < 230; nth += 1) await rig.outbox.put(order);
      });
      const { resealed, keyId } = await rig.rotation.run();
      expect(resealed).toBe(230);
      rig.clock.advance(2 * hourMs);
      expect(await rig.rotation.run()).toMatchObject({ resealed: 230, unused: [keyId] });
      const waiting = (await rig.rows()).filter((mail) => mail.state === 'waiting');
      for (const mail of waiting) expect(rig.seals.openPayload(mail.id, mail.payload ?? '')).toEqual({ link: token });
    });
  });

  describe.skipIf(!kind.isThere)(`outbox without a mail server on ${kind.name}`, () => {
    let rig: Awaited<ReturnType<typeof openMailRig>>;
    beforeEach(async () => {
      rig = await openMailRig(kind, null);
      rig.kinds.add('test.link', ({ link }) => ({ subject: 'A link', text: String(link), html: '<p>x</p>' }));
    });
    afterEach(() => rig.remove());
    const put = () => rig.unitOfWork.run(() => rig.outbox.put({ kind: 'test.link', to, payload: { link: token } }));

    it('keeps the written mail, sealed, for a week', async () => {
      await put();
      const [waiting] = await rig.rows();
      expect(await rig.mails.get(waiting?.id ?? '')).toMatchObject({
        state: 'waiting',
        subject: 'test.link',
        text: null,
      });
      await rig.sendAll();
      const [kept] = await rig.rows();
      expect(kept).toMatchObject({ state: 'kept', payload: null, sentAt: null, subject: 'A link' });
      expect(JSON.stringify(kept)).not.toContain(token);
      expect(await rig.rotation.run()).toMatchObject({ resealed: 1 });
      const shown = await rig.mails.get(kept?.id ?? '');
      expect(shown).toMatchObject({ to: 'Ada <ada@example.test>', text: token });

      rig.clock.advance(6 * dayMs);
      await put();
      await rig.sendAll();
      await rig.jobs.runNow(rig.sweep.job);
      expect(await rig.rows()).toHaveLength(2);
      rig.clock.advance(dayMs + 1);
      await rig.jobs.runNow(rig.sweep.job);
      expect(await rig.rows()).toHaveLength(1);
    });
  });
}

it('waits twice as long each time, up to an hour, give or take half', () => {
  const middle = (attempt: number) => backoffMs(attempt, 0.5);
  expect([1, 2, 3, 8, 9, 100].map(middle)).toEqual([30_000, minuteMs, 2 * minuteMs, hourMs, hourMs, hourMs]);
  expect([backoffMs(1, 0), backoffMs(1, 0.999_999_9)]).toEqual([15_000, 45_000]);
});
