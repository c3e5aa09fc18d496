import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PasskeyActs } from '../../testing/passkey-acts.js';
import { createPostgres, databaseKinds } from '../../testing/test-databases.js';
import { startTestApp, type Answer, type TestApp } from '../../testing/test-app.js';

/** How often each race is run: on PostgreSQL who wins changes. */
const times = 5;

for (const kind of databaseKinds) {
  describe.skipIf(!kind.isThere)(`two at once on ${kind.name}`, () => {
    let test: TestApp;
    let acts: PasskeyActs;
    let admin: string;
    let removeDatabase = () => Promise.resolve();
    beforeEach(async () => {
      const limits = { BOTHY_LIMIT_SIGN_IN: '10000', BOTHY_LIMIT_ANONYMOUS: '100000' };
      if (kind.name === 'SQLite') test = await startTestApp(limits);
      else {
        const database = await createPostgres();
        removeDatabase = database.remove;
        test = await startTestApp({ ...limits, DATABASE_URL: database.url });
      }
      acts = new PasskeyActs(test);
      admin = await test.asAdmin();
    });
    afterEach(async () => {
      await test.remove();
      await removeDatabase();
    });

    const statuses = (answers: readonly Answer[]) => answers.map(({ status }) => status).toSorted();

    it('leave a member one way in', async () => {
      for (let round = 0; round < times; round += 1) {
        const token = await test.asRole('member');
        const { answer } = await acts.add(token);
        const both = await Promise.all([
          test.call('DELETE', `/api/me/passkeys/${answer.json.passkey.id}`, undefined, { token }),
          test.call('DELETE', '/api/me/password', undefined, { token }),
        ]);
        expect(statuses(both)).toEqual([204, 409]);
      }
    });

    it('leave the house one admin', async () => {
      const other = await test.asRole('admin');
      const [{ passkey: mine }, { passkey: theirs }] = [await acts.add(admin), await acts.add(other)];
      const idOf = async (token: string) => (await test.call('GET', '/api/me', undefined, { token })).json.member.id;
      const [first, second] = [await idOf(admin), await idOf(other)];
      await acts.stepUp(admin, mine, 'members.update', second);
      await acts.stepUp(other, theirs, 'members.update', first);
      const demote = (id: string, token: string) =>
        test.call('PATCH', `/api/members/${id}`, { role: 'viewer' }, { token });
      const both = await Promise.all([demote(second, admin), demote(first, other)]);
      // Who lost may have no right left to try with, or meets the rule itself.
      expect([
        [200, 403],
        [200, 409],
      ]).toContainEqual(statuses(both));
      const token = both[0]?.status === 200 ? admin : other;
      const { items } = (await test.call('GET', '/api/members', undefined, { token })).json;
      expect(items.map(({ role }: { role: string }) => role).toSorted()).toEqual(['admin', 'viewer']);
    });

    it('make ten recovery codes, not twenty', async () => {
      const renew = () => test.call('POST', '/api/me/recovery-codes', undefined, { token: admin });
      expect(statuses(await Promise.all([renew(), renew(), renew()]))).toEqual([201, 201, 201]);
      expect((await test.call('GET', '/api/me/factors', undefined, { token: admin })).json.recoveryCodes).toBe(10);
    });

    it('join by one invitation as one member, and under one address', async () => {
      const link = async () =>
        (await test.call('POST', '/api/invitations', { role: 'viewer' }, { token: admin })).json.link.split('=')[1];
      const accept = (token: string, email: string) =>
        test.call('POST', '/api/invitations/accept', { token, name: 'Bob', email, password: 'a-good-horse-of-mine-4' });
      const once = await link();
      expect(statuses(await Promise.all([accept(once, 'a@example.test'), accept(once, 'b@example.test')]))).toEqual([
        201, 410,
      ]);
      const [one, other] = [await link(), await link()];
      expect(statuses(await Promise.all([accept(one, 'c@example.test'), accept(other, 'c@example.test')]))).toEqual([
        201, 409,
      ]);
    });

    it('revoke or rotate a token once', async () => {
      const body = { name: 'ci', scopes: ['bots:read'], expiresInDays: 1 };
      const { id } = (await test.call('POST', '/api/tokens', body, { token: admin })).json;
      const rotate = () => test.call('POST', `/api/tokens/${id}/rotate`, undefined, { token: admin });
      expect(statuses(await Promise.all([rotate(), rotate(), rotate()]))).toEqual([200, 404, 404]);
      const { items } = (await test.call('GET', '/api/tokens', undefined, { token: admin })).json;
      expect(items).toHaveLength(1);
    });
  });
}

it('counts every guess of many at once', async () => {
  const test = await startTestApp({ BOTHY_LIMIT_SIGN_IN: '1000', BOTHY_LIMIT_ANONYMOUS: '100000' });
  const email = await test.addMember('member');
  const { SignInDelays } = await import('./application/passwords/sign-in-delays.js');
  const delays = test.get(SignInDelays);
  await Promise.all(Array.from({ length: 999 }, () => delays.begin(email, '198.51.100.1')));
  await delays.begin(email, '198.51.100.1');
  await expect(delays.begin(email, '198.51.100.1')).rejects.toMatchObject({ code: 'too_many_requests' });
  await test.remove();
});
