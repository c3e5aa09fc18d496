import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { frameType, type StartOrder } from '@bothy/contracts/runner';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isolationModes } from './testing/isolation-modes.js';
import { readLog, textOf } from './testing/log-reading.js';
import { processesOf, TestRunner, until } from './testing/test-runner.js';

const hasVim = spawnSync('vim', ['--version']).status === 0;
const pty = { cols: 120, rows: 40 };
const shown = ({ logDir }: Pick<StartOrder, 'logDir'>): string => textOf(logDir, 0);

describe.each(isolationModes)('a terminal, isolation %s', (BOTHY_RUNNER_ISOLATION) => {
  let runner: TestRunner;
  beforeAll(async () => {
    runner = await TestRunner.started({ BOTHY_RUNNER_ISOLATION });
  });
  afterAll(() => runner.stop());

  const start = (script: string, more: Partial<StartOrder> = {}) =>
    runner.start(['sh', '-c', script], { pty, ...more });
  const run = (script: string, more: Partial<StartOrder> = {}) => runner.run(['sh', '-c', script], { pty, ...more });
  const type = (order: StartOrder, text: string) =>
    runner.send(frameType.input, { runId: order.runId, attempt: order.attempt, text });
  const shows = (order: StartOrder, text: string | RegExp) =>
    until(() => {
      // The log is there a moment after the order.
      const state = runner.states.get(order.runId);
      return state !== undefined && state.phase !== 'starting' && shown(order).match(text) !== null;
    });

  it('is one for the bot: all three descriptors, of the size that was ordered', async () => {
    const order = await run('test -t 0 && test -t 1 && test -t 2 && echo yes; stty size; echo $TERM; echo e >&2');
    expect(order.end).toMatchObject({ outcome: 'exited', exitCode: 0 });
    expect(shown(order)).toBe('yes\r\n40 120\r\nxterm-256color\r\ne\r\n');
    expect(textOf(order.logDir, 1)).toBe('');
  });

  it('is the controlling one of a session of its own', async () => {
    const order = await run('ps -o sid=,pgid=,pid= -p $$; echo hi > /dev/tty');
    const [ids = '', said] = shown(order).split('\r\n');
    expect(new Set(ids.trim().split(/\s+/)).size).toBe(1);
    expect(said).toBe('hi');
  });

  it('shows all lines of a bot that ends at once', async () => {
    for (const lines of [1, 100, 5000]) {
      const orders = await Promise.all(
        Array.from({ length: 5 }, () => runner.run(['seq', '1', String(lines)], { pty })),
      );
      for (const order of orders) {
        expect(order.end.lines).toBe(lines);
        expect(shown(order)).toBe(Array.from({ length: lines }, (_, at) => `${at + 1}\r\n`).join(''));
      }
    }
  });

  it('gives its exit code, or the signal that ended it', async () => {
    expect((await run('exit 7')).end.exitCode).toBe(7);
    expect((await run('kill -9 $$')).end.signal).toBe('SIGKILL');
  });

  it('passes on what is typed to a program that asks', async () => {
    const order = start('printf "Name? "; read name; echo "Hello $name"');
    await shows(order, 'Name\\? ');
    type(order, 'Ada\r');
    await runner.ended(order);
    expect(shown(order)).toBe('Name? Ada\r\nHello Ada\r\n');
  });

  it('interrupts what runs in the foreground on Ctrl-C', async () => {
    const order = start(`trap 'echo caught; exit 5' INT; echo up; while :; do sleep 0.05; done`);
    await shows(order, 'up');
    type(order, '\u0003');
    expect((await runner.ended(order)).exitCode).toBe(5);
    expect(shown(order)).toContain('caught');
  });

  it('takes a large input, as fast as the program reads it', async () => {
    const order = start('stty raw -echo; echo ready; sleep 0.2; head -c 300000 | tr -d "\\n" | wc -c');
    await shows(order, 'ready');
    for (let at = 0; at < 30; at++) type(order, 'x'.repeat(10_000));
    await runner.ended(order);
    expect(shown(order)).toContain('300000');
  });

  it('drops what does not fit, and what comes after the end', async () => {
    const order = start('stty raw -echo; echo ready; sleep 0.5; echo done');
    await shows(order, 'ready');
    for (let at = 0; at < 40; at++) type(order, 'x'.repeat(100_000));
    await runner.ended(order);
    type(order, 'late');
    runner.send(frameType.resize, { runId: order.runId, attempt: 1, cols: 10, rows: 10 });
    expect((await run('echo next')).end.exitCode).toBe(0);
  });

  it('changes its size, and tells the program', async () => {
    const order = start(`trap 'stty size; exit 0' WINCH; echo up; while :; do sleep 0.05; done`);
    await shows(order, 'up');
    runner.send(frameType.resize, { runId: order.runId, attempt: 1, cols: 81, rows: 25 });
    await runner.ended(order);
    expect(shown(order)).toContain('25 81');
  });

  it('serves programs that draw', async () => {
    const top = await runner.run(['top', '-b', '-n', '2', '-d', '0.1'], { pty });
    expect(top.end.exitCode).toBe(0);
    expect(shown(top).match(/PID/g)).toHaveLength(2);
    const drawing = String.raw`printf '\033[?1049h\033[2J'; for row in $(seq 1 40); do printf '\033[%d;1H%-120s' $row "row $row"; done; printf '\033[?1049l'`;
    const drawn = await run(drawing);
    expect(drawn.end.exitCode).toBe(0);
    expect(shown(drawn).match(/row \d+/g)).toHaveLength(40);
  });

  it.runIf(hasVim)('serves an editor', async () => {
    const workingDir = { kind: 'kept' as const, path: join(runner.dataDir, 'kept') };
    const order = runner.start(['vim', '-u', 'NONE', '-i', 'NONE', 'note'], { pty, workingDir });
    await shows(order, '~');
    type(order, 'ihello there\u001b:wq\r');
    expect((await runner.ended(order)).exitCode).toBe(0);
    expect(readFileSync(join(workingDir.path, 'note'), 'utf8')).toBe('hello there\n');
  });

  it('works with secrets', async () => {
    const secrets = [{ name: 'TOKEN', value: 'correct-horse-battery' }];
    const order = await run('echo "it is $TOKEN."', { secrets, env: { TOKEN: 'correct-horse-battery' } });
    expect(shown(order)).toBe('it is [masked: TOKEN].\r\n');
  });

  it('is not seen by another bot', async () => {
    const order = start('echo up; sleep 60');
    await shows(order, 'up');
    for (const more of [{}, { pty: null }]) {
      const { logDir } = await run('ls -1 /proc/$$/fd; for f in /proc/$$/fd/*; do readlink $f; done', more);
      const printed = textOf(logDir, 0);
      expect(printed).not.toContain('ptmx');
      // What cannot be closed to a bot outside of a sandbox leads nowhere.
      const isolated = BOTHY_RUNNER_ISOLATION !== 'off';
      expect(printed.replaceAll('\r', '').startsWith('0\n1\n2\n/')).toBe(isolated);
    }
    runner.send(frameType.cancel, order);
    expect(await runner.ended(order)).toMatchObject({ outcome: 'cancelled', signal: 'SIGINT' });
    await until(() => processesOf(order).length === 0);
  });

  it('shows a prompt that waits', async () => {
    const order = start('printf "Continue? "; sleep 60');
    await shows(order, 'Continue\\? ');
    runner.send(frameType.cancel, order);
    expect((await runner.ended(order)).outcome).toBe('cancelled');
  });

  it('holds a bot that is too fast, and loses nothing of it', async () => {
    const { end, logDir } = await run('yes "a line of some length" | head -n 200000');
    expect(end.lines).toBe(200_000);
    expect(readLog(logDir).filter((block) => block.partial).length).toBeLessThan(5);
  });
});

describe('a host without node-pty', () => {
  it('says so to a bot that wants a terminal, and to no other', async () => {
    const runner = new TestRunner();
    await runner.startProcess({ NODE_OPTIONS: `--import=${hidePty(runner)}` });
    await runner.connect();
    const { end } = await runner.run(['true'], { pty });
    expect(end).toMatchObject({ outcome: 'could-not-start', exitCode: 126 });
    expect(end.reason).toContain('the native part of node-pty is missing');
    expect((await runner.run(['true'])).end.exitCode).toBe(0);
    await runner.stop();
  });
});

/** A module that makes node-pty one that is not installed. */
function hidePty(runner: TestRunner): string {
  const file = join(runner.dataDir, 'hide.mjs');
  writeFileSync(
    file,
    `import Module from 'node:module';
const resolve = Module._resolveFilename;
Module._resolveFilename = (name, ...rest) => {
  if (name.startsWith('node-pty')) throw new Error('not installed');
  return resolve(name, ...rest);
};`,
  );
  return file;
}
