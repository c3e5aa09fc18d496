import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeBothy, lineOf } from './testing/fake-bothy.js';
import { FakeTerminal } from './testing/fake-terminal.js';

describe('bothy', () => {
  let server: FakeBothy;
  let terminal: FakeTerminal;

  beforeEach(async () => {
    server = new FakeBothy();
    await server.start();
    terminal = new FakeTerminal(server);
  });
  afterEach(() => server.stop());

  const bothy = (argv: string[], env: Record<string, string> = {}) => terminal.bothy(argv, env);
  const text = (count: number) => Array.from({ length: count }, (_, at) => `line ${at + 1} ä€\n`).join('');

  it('prints the log of a run and ends as the bot ended', async () => {
    server.lines = [lineOf(1), lineOf(2, { stream: 'stderr', text: 'oops' }), lineOf(3)];
    server.run = { ...server.run, status: 'failed', exitCode: 3, lineCount: 3 };
    expect(await bothy(['run', 'count', '--param', 'to=main', '-p', 'empty=', '--follow'])).toBe(3);
    expect(terminal.out).toBe('line 1 ä€\nline 3 ä€\n');
    expect(terminal.err).toContain('oops\n');
    expect(terminal.err).toContain('count #7 failed (exit code 3, 2.5 s, 3 lines)');
    const start = server.asked.find(({ method }) => method === 'POST');
    expect(JSON.parse(start?.body ?? '')).toEqual({ params: { to: 'main', empty: '' } });
    expect(terminal.err).toContain(`bothy: ${server.address}/runs/${server.run.id}\n`);
  });

  it('loses and doubles no line over connections cut at any byte', async () => {
    server.lines = Array.from({ length: 40 }, (_, at) => lineOf(at + 1));
    server.cuts = [3, 130, 401, 777, 1201];
    server.unavailable = 2;
    server.repeatsLines = true;
    expect(await bothy(['run', 'count', '--follow'])).toBe(0);
    expect(terminal.out).toBe(text(40));
    expect(terminal.err).toContain('Trying again.');
  }, 60_000);

  it('waits for a server that restarts', async () => {
    server.lines = Array.from({ length: 12 }, (_, at) => lineOf(at + 1));
    server.cuts = [500];
    const port = Number(new URL(server.address).port);
    const ended = bothy(['logs', server.run.id, '--follow']);
    await expect.poll(() => terminal.err, { timeout: 20_000 }).toContain('Trying again.');
    await server.stop();
    await new Promise((later) => setTimeout(later, 400));
    await server.start(port).catch(() => undefined);
    expect(await ended).toBe(0);
    expect(terminal.out).toBe(text(12));
  }, 60_000);

  it('gives a JSON object a line when asked', async () => {
    server.lines = [lineOf(1), lineOf(2, { partial: true })];
    expect(await bothy(['logs', server.run.id, '--follow', '--json'])).toBe(0);
    const told = terminal.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(told.map((each) => Object.keys(each)[0])).toEqual(['line', 'line', 'run']);
    expect(told[0].line).toMatchObject({ attempt: 1, seq: 1, stream: 'stdout' });
  });

  it('joins what the log had to break', async () => {
    server.lines = [lineOf(1, { text: 'half ', partial: true }), lineOf(2, { text: 'and half' })];
    await bothy(['logs', server.run.id]);
    expect(terminal.out).toBe('half and half\n');
  });

  it('prints all pages of a log', async () => {
    server.lines = Array.from({ length: 10 }, (_, at) => lineOf(at + 1));
    expect(await bothy(['logs', server.run.id])).toBe(0);
    expect(terminal.out).toBe(text(10));
  });

  it.each([
    [{ status: 'cancelled' as const }, 130],
    [{ status: 'timed-out' as const }, 124],
    [{ status: 'lost' as const }, 70],
    [{ status: 'skipped' as const, startedAt: null }, 75],
    [{ status: 'failed' as const, exitCode: null, signal: 'SIGKILL' }, 137],
    [{ status: 'failed' as const, exitCode: null, startedAt: null }, 127],
  ])('ends for %j with %i', async (end, code) => {
    server.run = { ...server.run, exitCode: null, ...end };
    expect(await bothy(['run', 'count', '--follow'])).toBe(code);
  });

  it('stops following at Ctrl-C and leaves the run alone', async () => {
    server.unavailable = 1_000;
    const ended = bothy(['run', 'count', '--follow']);
    await expect.poll(() => server.asked.length).toBeGreaterThan(1);
    terminal.interrupt();
    expect(await ended).toBe(130);
    expect(terminal.err).toContain(`bothy cancel ${server.run.id}`);
    expect(server.asked.some((each) => each.path.endsWith('/cancel'))).toBe(false);
  });

  it('without --follow prints the id of the run alone', async () => {
    expect(await bothy(['run', 'count'])).toBe(0);
    expect(terminal.out).toBe(`${server.run.id}\n`);
  });

  it('cancels', async () => {
    server.run = { ...server.run, status: 'running' };
    expect(await bothy(['cancel', server.run.id])).toBe(0);
    expect(terminal.err).toContain('is being ended');
  });

  it('says what was refused, and why', async () => {
    expect(await bothy(['run', 'nobody'])).toBe(1);
    expect(terminal.err).toBe('bothy: There is no bot "nobody".\n');
    expect(await bothy(['list'], { BOTHY_TOKEN: 'bty_wrong' })).toBe(1);
    expect(terminal.err).toContain('Sign in first.');
  });

  it('says when nothing answers', async () => {
    expect(await bothy(['list'], { BOTHY_URL: 'http://127.0.0.1:1' })).toBe(1);
    expect(terminal.err).toMatch(/does not answer \(.+\)/);
  });

  it.each([
    [['run'], 'needs a bot'],
    [['runn', 'x'], 'no command "runn"'],
    [['run', 'x', '--param', 'novalue'], 'name=value'],
    [['run', 'x', '--nope'], '--nope'],
    [['run', 'x', 'y'], 'one argument too many'],
    [['run', 'x', '--wait', 'long'], 'whole number'],
    [['list', '--follow'], 'takes no --follow'],
    [['input', 'x'], 'needs a text'],
    [['help', 'x'], 'no command "x"'],
  ])('refuses %j', async (argv, why) => {
    expect(await bothy(argv)).toBe(2);
    expect(terminal.err).toContain(why);
  });

  it('explains itself', async () => {
    expect(await bothy(['--help'])).toBe(0);
    expect(terminal.out).toContain('Exit codes');
    expect(await bothy(['help', 'run'])).toBe(0);
    expect(terminal.out).toContain('--params-file');
    expect(await bothy(['logs', '--help'])).toBe(0);
    expect(terminal.out).toContain('--since-line');
    expect(await bothy(['list'], { BOTHY_TOKEN: '' })).toBe(2);
  });
});
