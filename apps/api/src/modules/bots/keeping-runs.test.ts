import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

/** The whole way, with a runner: what a bot leaves and says arrives where it should. */
let app: TestApp;
let admin: string;

beforeAll(async () => {
  app = await startTestApp({ BOTHY_ROLE: 'all', BOTHY_PUBLIC_URL: 'https://bothy.example' });
  admin = await app.asAdmin();
});
afterAll(() => app.remove());

const call = (method: string, path: string, body?: unknown) => app.call(method, path, body, { token: admin });
const define = (slug: string, script: string, extra: object = {}) =>
  call('POST', '/api/bots', { slug, name: slug, command: { argv: [script], shell: true }, ...extra });
const ended = async (slug: string) => (await call('POST', `/api/bots/${slug}/runs?wait=30`, {})).json;

it('files that a bot wrote come back as artifacts, those of a failed run too', async () => {
  const script = 'mkdir -p "$BOTHY_ARTIFACTS/out"; echo made > "$BOTHY_ARTIFACTS/out/a b.txt"; exit 3';
  await define('maker', script);
  const run = await ended('maker');
  expect(run).toMatchObject({ status: 'failed', exitCode: 3, artifactCount: 1 });
  const { items, problem } = (await call('GET', `/api/runs/${run.id}/artifacts`)).json;
  expect(items).toMatchObject([{ name: 'out/a b.txt', sizeBytes: 5, contentType: 'text/plain; charset=utf-8' }]);
  expect(problem).toBeNull();
  expect((await call('GET', `/api/runs/${run.id}/artifacts/out%2Fa%20b.txt`)).text).toBe('made\n');
  expect((await call('POST', '/api/runs/purge', { ids: [run.id] })).json).toEqual({ purged: 1 });
  expect((await call('GET', `/api/runs/${run.id}/artifacts/out%2Fa%20b.txt`)).status).toBe(404);
});

it('the mail of a failure ends with the last lines of the log, without colours and secrets', async () => {
  await define(
    'talker',
    'for i in $(seq 20); do echo "line $i"; done; printf "\\033[31mred\\033[0m %s\\n" "$PASS"; exit 1',
    {
      notify: [{ kind: 'email', to: 'team@example.test' }],
    },
  );
  await call('PUT', '/api/secrets/PASS', { value: 'pass-word-that-is-masked', bots: ['talker'] });
  expect((await call('PATCH', '/api/bots/talker', { secrets: ['PASS'] })).status).toBe(200);
  const run = await ended('talker');
  expect(run).toMatchObject({ status: 'failed', exitCode: 1 });
  const mails = async () => (await call('GET', '/api/mail')).json.items;
  await expect.poll(async () => (await mails())[0]?.state, { timeout: 5000 }).toBe('kept');
  const { text } = (await call('GET', `/api/mail/${(await mails())[0].id}`)).json;
  expect(text).toContain(`https://bothy.example/runs/${run.id}`);
  expect(text).toContain('\n\nline 12\nline 13\n');
  expect(text).not.toContain('line 11\n');
  expect(text).toMatch(/\nred [^\n]+$/);
  expect(text).not.toContain('pass-word');
});
