import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Evidence } from '../../../ops/testing/evidence.mjs';
import { searchEvidence } from '../../../ops/testing/leaks.mjs';
import { PasskeyActs } from './testing/passkey-acts.js';
import { startTestApp, testPassword, type Answer, type TestApp } from './testing/test-app.js';
import { createPostgres, databaseKinds } from './testing/test-databases.js';

const cookieOf = (answer: Answer) => answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
const fromPage = { 'x-requested-with': 'bothy', 'sec-fetch-site': 'same-origin' };

/** Every way by which a secret comes in, goes out or is kept; and the same again with what is refused. */
const useEverySecret = async (test: TestApp): Promise<void> => {
  const acts = new PasskeyActs(test);
  const admin = await test.asAdmin();
  const call = (method: string, path: string, body?: unknown, token = admin) =>
    test.call(method, path, body, { token });
  const { passkey, answer } = await acts.add(admin);
  await test.call('POST', '/api/auth/recover', { code: answer.json.recoveryCodes[0] });
  await test.call('POST', '/api/auth/recover', { code: answer.json.recoveryCodes[0] });
  const member = (await test.signIn(await test.addMember('member'))).json.member.id;
  await acts.stepUp(admin, passkey, 'members.reset', member);
  const reset = (await call('POST', `/api/members/${member}/reset`)).json.link.split('#token=')[1];
  await test.call('POST', '/api/auth/recover', { token: reset });
  await acts.stepUp(admin, passkey, 'members.invite');
  const invitation = { role: 'viewer', email: 'bob@example.test', name: 'Bob' };
  const token = (await call('POST', '/api/invitations', invitation)).json.link.split('#token=')[1];
  const joining = { token, name: 'Bob', email: 'bob@example.test', password: 'bobs-very-own-horse-3' };
  const joined = await test.call('POST', '/api/invitations/accept', joining);
  await test.call('POST', '/api/invitations/accept', joining);
  const headers = { ...fromPage, cookie: cookieOf(joined) };
  await test.call('POST', '/api/auth/refresh', undefined, { headers });
  await test.call('POST', '/api/auth/refresh', undefined, { headers });
  await test.signIn('bob@example.test', 'not-the-right-horse-5');
  await call('PUT', '/api/me/password', { current: testPassword, password: 'another-of-my-horses-6' });
  const order = { name: 'ci', scopes: ['bots:read'], expiresInDays: 1 };
  const minted = (await call('POST', '/api/tokens', order)).json.token;
  await call('GET', '/api/bots', undefined, minted);
  await call('GET', '/api/audit', undefined, minted);
  await call('GET', `/api/bots?token=${minted}`, undefined, `${minted.slice(0, -1)}x`);
  await useSecretsOfBots(call);
  const mails = (await call('GET', '/api/mail')).json.items;
  for (const { id } of mails) await call('GET', `/api/mail/${id}`);
};

/** With those that are refused, that go with a run, and that sign what comes and goes. */
const useSecretsOfBots = async (
  call: (method: string, path: string, body?: unknown) => Promise<Answer>,
): Promise<void> => {
  const value = 'the-bots-very-own-8f3c1e2';
  await call('PUT', '/api/secrets/DEPLOY_KEY', { value, bots: '*', nothing: value });
  await call('PUT', '/api/secrets/DEPLOY_KEY', { value, bots: '*' });
  const notify = [{ kind: 'webhook', url: 'https://example.test/', secret: 'what-goes-out-8f3c1e2' }];
  const webhook = { provider: 'github', secret: 'what-comes-in-8f3c1e2' };
  const params = { properties: { given: { type: 'secret' } } };
  const bot = { slug: 'sealed', name: 'sealed', command: { argv: ['true'] }, secrets: ['DEPLOY_KEY'], params };
  await call('POST', '/api/bots', { ...bot, webhook, notify });
  await call('POST', '/api/bots', { ...bot, webhook, notify });
  await call('POST', '/api/bots/sealed/runs', { params: { given: 'given-once-only-8f3c1e2' } });
  await call('POST', '/api/bots/sealed/runs', { params: { given: 'given-once-only-8f3c1e2', other: 1 } });
};

for (const kind of databaseKinds) {
  describe.skipIf(!kind.isThere)(`secrets with ${kind.name}`, () => {
    let folder: string;
    let database: { url: string; remove: () => Promise<void> } | null = null;
    beforeEach(async () => {
      folder = mkdtempSync(join(tmpdir(), 'bothy-secrets-'));
      database = kind.name === 'SQLite' ? null : await createPostgres();
    });
    afterEach(async () => {
      await database?.remove();
      rmSync(folder, { recursive: true });
    });

    it('lie neither in logs, nor in answers to errors, nor in the database', async () => {
      const evidence = new Evidence(folder);
      const overrides: Record<string, string> = database ? { DATABASE_URL: database.url } : {};
      const test = await startTestApp({ BOTHY_LIMIT_SIGN_IN: '100', ...overrides }, undefined, evidence);
      await useEverySecret(test);
      await test.remove();
      // What reaches Sentry has tests of its own.
      evidence.sentry('nothing');
      const { results, secrets } = await searchEvidence(folder);
      expect(results.flatMap(({ title, complaints }) => complaints.map((each) => `${title}: ${each}`))).toEqual([]);
      expect(secrets).toBeGreaterThan(20);
    });
  });
}
