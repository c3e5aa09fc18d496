import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeBothy, lineOf } from './testing/fake-bothy.js';
import { FakeTerminal } from './testing/fake-terminal.js';

describe('bothy run', () => {
  let server: FakeBothy;
  let terminal: FakeTerminal;
  let folder: string;
  beforeEach(async () => {
    server = new FakeBothy();
    await server.start();
    terminal = new FakeTerminal(server);
    folder = mkdtempSync(join(tmpdir(), 'bothy-cli-'));
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true });
    await server.stop();
  });

  const start = () => server.asked.find(({ method, path }) => method === 'POST' && path.endsWith('/runs'));
  const params = () => JSON.parse(start()?.body ?? '').params;

  it('sends parameters in the kinds of the bot, those of a file beneath them', async () => {
    server.paramKinds = { count: { type: 'integer' }, share: { type: 'number' }, dry: { type: 'boolean' } };
    const file = join(folder, 'params.json');
    writeFileSync(file, '{"count": 1, "token": "hush hush", "list": 3}');
    const given = ['-p', 'count=12', '-p', 'share=.5', '-p', 'dry=true', '-p', 'name=12', '--params-file', file];
    expect(await terminal.bothy(['run', 'count', ...given])).toBe(0);
    expect(params()).toEqual({ count: 12, share: 0.5, dry: true, name: '12', token: 'hush hush', list: 3 });
  });

  it('leaves to the server what is no number, and sends texts where the bot may not be read', async () => {
    server.paramKinds = { count: { type: 'integer' }, dry: { type: 'boolean' } };
    await terminal.bothy(['run', 'count', '-p', 'count=many', '-p', 'dry=yes']);
    expect(params()).toEqual({ count: 'many', dry: 'yes' });
    server.asked.length = 0;
    server.paramKinds = null;
    await terminal.bothy(['run', 'count', '-p', 'count=12']);
    expect(params()).toEqual({ count: '12' });
  });

  it('reads parameters from standard input, and never repeats what it could not read', async () => {
    terminal.input = '{"token":"hush hush"}';
    expect(await terminal.bothy(['run', 'count', '--params-file', '-'])).toBe(0);
    expect(params()).toEqual({ token: 'hush hush' });
    terminal.input = '{"token": hush hush';
    expect(await terminal.bothy(['run', 'count', '--params-file', '-'])).toBe(2);
    expect(terminal.err).toContain('it is no JSON');
    expect(terminal.err).not.toContain('hush');
    expect(await terminal.bothy(['run', 'count', '--params-file', join(folder, 'none')])).toBe(2);
  });

  it('asks again under the same key when the answer is lost, and under another the next time', async () => {
    server.lostAnswers = 2;
    expect(await terminal.bothy(['run', 'count'])).toBe(0);
    expect([...server.started.values()]).toEqual([3]);
    expect(terminal.err).toContain('Trying again.');
    await terminal.bothy(['run', 'count']);
    await terminal.bothy(['run', 'count', '--idempotency-key', 'deploy-42']);
    const keys = [...server.started.keys()];
    expect(keys).toHaveLength(3);
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(keys[2]).toBe('deploy-42');
  }, 30_000);

  it('says which run it is called from', async () => {
    await terminal.bothy(['run', 'count'], { BOTHY_RUN_ID: '01890000-0000-7000-8000-00000000000f' });
    expect(start()?.headers['bothy-run']).toBe('01890000-0000-7000-8000-00000000000f');
    server.asked.length = 0;
    await terminal.bothy(['run', 'count']);
    expect(start()?.headers).not.toHaveProperty('bothy-run');
  });

  it('takes the token from a file', async () => {
    const file = join(folder, 'token');
    writeFileSync(file, 'bty_test\n');
    expect(await terminal.bothy(['run', 'count'], { BOTHY_TOKEN: '', BOTHY_TOKEN_FILE: file })).toBe(0);
    expect(await terminal.bothy(['run', 'count'], { BOTHY_TOKEN: '', BOTHY_TOKEN_FILE: join(folder, 'none') })).toBe(2);
  });

  it('waits for the end without the log, and for so long only', async () => {
    server.run = { ...server.run, status: 'failed', exitCode: 3 };
    expect(await terminal.bothy(['run', 'count', '--wait', '5'])).toBe(3);
    expect(terminal.out).toBe(`${server.run.id}\n`);
    server.run = { ...server.run, status: 'running', exitCode: null, finishedAt: null };
    expect(await terminal.bothy(['run', 'count', '--wait', '1'])).toBe(75);
    expect(terminal.err).toContain(`bothy cancel ${server.run.id}`);
    server.unavailable = 1_000;
    expect(await terminal.bothy(['run', 'count', '--follow', '--wait', '1'])).toBe(75);
  }, 30_000);

  it('follows over attempts, says where the next one begins, and counts them', async () => {
    server.lines = [lineOf(1), lineOf(2)];
    server.later = [[lineOf(1, { text: 'second try' })]];
    server.cuts = [200, 260];
    server.run = { ...server.run, attempt: 2, maxAttempts: 3, artifactCount: 1, lineCount: 1 };
    expect(await terminal.bothy(['run', 'count', '--follow'])).toBe(0);
    expect(terminal.out).toBe('line 1 ä€\nline 2 ä€\nsecond try\n');
    expect(terminal.err).toContain('bothy: attempt 2 begins\n');
    expect(terminal.err).toContain('count #7 succeeded (exit code 0, 2.5 s, 1 line, 2 attempts, 1 artifact)');
  }, 30_000);

  it('says what a run waits for', async () => {
    const waiting = { ...server.run, status: 'waiting-approval', exitCode: null, startedAt: null, finishedAt: null };
    server.states = [waiting, waiting, { ...server.run, status: 'running' }];
    expect(await terminal.bothy(['run', 'count', '--follow'])).toBe(0);
    expect(terminal.err.split('waits for approval')).toHaveLength(2);
    expect(terminal.err).toContain(`bothy approve ${server.run.id}`);
  });

  it('keeps quiet when told to', async () => {
    server.lines = [lineOf(1), lineOf(2, { stream: 'stderr', text: 'oops' })];
    expect(await terminal.bothy(['run', 'count', '--follow', '--quiet'])).toBe(0);
    expect([terminal.out, terminal.err]).toEqual(['line 1 ä€\n', 'oops\n']);
  });

  it('finds a run by its number, does things to it, and types into it', async () => {
    expect(await terminal.bothy(['approve', 'count#7', '--reason', 'looks good'])).toBe(0);
    expect(server.asked.at(-1)).toMatchObject({
      path: `/api/runs/${server.run.id}/approve`,
      body: '{"reason":"looks good"}',
    });
    expect(await terminal.bothy(['input', 'count#last', 'yes'])).toBe(0);
    expect(server.asked.at(-1)?.body).toBe('{"text":"yes\\r"}');
    expect(await terminal.bothy(['rerun', 'count#7', '--follow'])).toBe(0);
    expect(await terminal.bothy(['logs', 'count#6'])).toBe(1);
    expect(terminal.err).toContain('There is no run count#6.');
  });
});
