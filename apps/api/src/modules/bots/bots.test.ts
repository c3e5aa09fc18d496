import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

let app: TestApp;
let admin: string;

beforeAll(async () => {
  app = await startTestApp({ BOTHY_ROLE: 'all' });
  admin = await app.asAdmin();
});
afterAll(() => app.remove());

const call = (method: string, path: string, body?: unknown, token = admin) => app.call(method, path, body, { token });
const define = (slug: string, argv: string[], extra: object = {}) =>
  call('POST', '/api/bots', { slug, name: slug, command: { argv }, ...extra });
const ended = async (slug: string) => (await call('POST', `/api/bots/${slug}/runs?wait=30`, {})).json;

describe('bots', () => {
  it('are created, listed, found, changed in versions and deleted', async () => {
    expect((await define('first', ['true'], { description: 'Does nothing', tags: ['a'] })).status).toBe(201);
    expect((await call('GET', '/api/bots?search=NOTHING')).json.items.map((bot: { slug: string }) => bot.slug)).toEqual(
      ['first'],
    );
    expect((await call('GET', '/api/bots?search=100%25')).json.items).toEqual([]);

    const changed = await call('PATCH', '/api/bots/first', { enabled: false });
    expect(changed.json).toMatchObject({ version: 2, enabled: false, description: 'Does nothing' });
    const versions = (await call('GET', '/api/bots/first/versions')).json.items;
    expect(versions.map((one: { version: number }) => one.version)).toEqual([2, 1]);
    expect(versions[1]).toMatchObject({ definition: { enabled: true }, createdBy: { name: 'Ada Admin' } });

    expect((await call('POST', '/api/bots/first/runs', {})).json.code).toBe('bot_is_off');
    expect((await call('DELETE', '/api/bots/first')).status).toBe(204);
    expect((await call('GET', '/api/bots/first')).json.code).toBe('bot_not_found');
  });

  it('have one name each', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => define('twin', ['true'])));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409, 409]);
  });

  it('come in pages', async () => {
    for (let i = 0; i < 5; i++) await define(`page-${i}`, ['true']);
    const first = (await call('GET', '/api/bots?search=page-&limit=2')).json;
    const second = (await call('GET', `/api/bots?search=page-&limit=3&cursor=${first.nextCursor}`)).json;
    const slugs = [...first.items, ...second.items].map((bot: { slug: string }) => bot.slug);
    expect(slugs).toEqual(['page-0', 'page-1', 'page-2', 'page-3', 'page-4']);
    expect(second.nextCursor).toBeNull();
  });
});

describe('runs', () => {
  it('end as their process does', async () => {
    await define('three', ['sh', '-c', 'exit 3']);
    expect(await ended('three')).toMatchObject({ number: 1, status: 'failed', exitCode: 3, signal: null });
    await define('killed', ['sh', '-c', 'kill -9 $$']);
    expect(await ended('killed')).toMatchObject({ status: 'failed', signal: 'SIGKILL' });
    await define('fine', ['true']);
    expect(await ended('fine')).toMatchObject({ status: 'succeeded', exitCode: 0, trigger: { kind: 'manual' } });
  });

  it('say clearly why they could not start', async () => {
    await define('no-program', ['surely-no-such-program']);
    expect(await ended('no-program')).toMatchObject({ status: 'failed', exitCode: 127, lineCount: 1 });
    await define('no-folder', ['true'], { command: { argv: ['true'], workingDir: '/surely/not/there' } });
    const run = await ended('no-folder');
    expect(run.reason).toBe('The working folder /surely/not/there is not there.');
    const { lines } = (await call('GET', `/api/runs/${run.id}/log`)).json;
    expect(lines).toMatchObject([{ stream: 'system', text: run.reason }]);
  });

  it('get their environment, script arguments and time limit', async () => {
    const script = { argv: ['echo "$GREETING $1" && pwd && env | cut -d= -f1 | sort', 'all'], shell: true };
    await call('POST', '/api/bots', { slug: 'script', name: 'Script', command: script, env: { GREETING: 'hello' } });
    const run = await ended('script');
    const { lines } = (await call('GET', `/api/runs/${run.id}/log`)).json;
    const texts: string[] = lines.map((line: { text: string }) => line.text);
    expect(texts[0]).toBe('hello all');
    expect(texts[1]).toContain(`/runs/${run.id}`);
    expect(texts).toContain('BOTHY_RUN_NUMBER');
    // Nothing of the server's own: neither its settings nor the folder with its keys.
    expect(texts.filter((name) => /DATA_DIR|DATABASE|VITEST|NODE_/.test(name))).toEqual([]);

    await define('slow', ['sleep', '60'], { timeoutSeconds: 1 });
    expect(await ended('slow')).toMatchObject({ status: 'timed-out', reason: 'It ran longer than 1 s.' });
  });

  it('are cancelled once, by a named person, with all their processes', async () => {
    await define('group', ['sh', '-c', 'sleep 98765 & sleep 98765']);
    const run = (await call('POST', '/api/bots/group/runs', {})).json;
    expect((await call('DELETE', '/api/bots/group')).json.code).toBe('bot_is_running');
    expect((await call('POST', `/api/runs/${run.id}/cancel`)).status).toBe(202);
    await expect
      .poll(async () => (await call('GET', `/api/runs/${run.id}`)).json, { timeout: 15_000 })
      .toMatchObject({ status: 'cancelled', cancelledBy: { name: 'Ada Admin' } });
    expect((await call('POST', `/api/runs/${run.id}/cancel`)).json.code).toBe('run_has_ended');
    expect((await call('DELETE', '/api/bots/group')).status).toBe(204);
    expect((await call('GET', `/api/runs/${run.id}`)).status).toBe(404);
  });

  it('are numbered without a gap when many start at once, and listed the newest first', async () => {
    await define('many', ['true']);
    const started = await Promise.all(Array.from({ length: 20 }, () => ended('many')));
    expect(started.every((run) => run.status === 'succeeded')).toBe(true);
    const { items } = (await call('GET', '/api/bots/many/runs')).json;
    expect(items.map((run: { number: number }) => run.number)).toEqual(Array.from({ length: 20 }, (_, i) => 20 - i));
    const [bot] = (await call('GET', '/api/bots?search=many')).json.items;
    expect(bot.lastRuns).toHaveLength(20);
  });
});

describe('a token for one bot', () => {
  it('runs and reads that bot, and sees no other', async () => {
    await define('mine', ['true']);
    await define('other', ['true']);
    const minted = await call('POST', '/api/tokens', { name: 'ci', scopes: ['bots:run:mine'], expiresInDays: 1 });
    const token = minted.json.token as string;
    const run = await call('POST', '/api/bots/mine/runs?wait=10', {}, token);
    expect(run.json).toMatchObject({
      status: 'succeeded',
      trigger: { kind: 'api', actor: { kind: 'token', name: 'ci' } },
    });
    expect((await call('GET', `/api/runs/${run.json.id}/log`, undefined, token)).status).toBe(200);
    expect((await call('GET', '/api/bots', undefined, token)).json.items).toHaveLength(1);
    expect((await call('POST', '/api/bots/other/runs', {}, token)).status).toBe(403);
    const foreign = (await call('POST', '/api/bots/other/runs', {})).json;
    expect((await call('GET', `/api/runs/${foreign.id}`, undefined, token)).status).toBe(404);
    expect((await call('GET', `/api/runs/${foreign.id}/events`, undefined, token)).status).toBe(404);
    const seen = (await call('GET', '/api/runs', undefined, token)).json.items;
    expect(new Set(seen.map((one: { botSlug: string }) => one.botSlug))).toEqual(new Set(['mine']));
  });
});
