import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { frameType } from '@bothy/contracts/runner';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runnerPaths } from './runner-paths.js';
import { isolationModes } from './testing/isolation-modes.js';
import { readLog, textOf } from './testing/log-reading.js';
import { processesOf, TestRunner, until } from './testing/test-runner.js';

describe.each(isolationModes)('isolation %s', (BOTHY_RUNNER_ISOLATION) => {
  let runner: TestRunner;
  beforeEach(async () => {
    runner = await TestRunner.started({ BOTHY_RUNNER_ISOLATION });
  });
  afterEach(() => runner.stop());

  const stubborn = [
    'sh',
    '-c',
    `trap '' INT TERM; sh -c "trap '' INT TERM; echo up; while :; do sleep 0.1; done" & wait; wait`,
  ];

  describe('the end of a run', () => {
    it('comes to a group that ignores SIGINT and SIGTERM, children included', async () => {
      const order = runner.start(stubborn);
      await until(() => runner.progress.length > 0);
      runner.send(frameType.cancel, { runId: order.runId, attempt: 1 });
      expect(await runner.ended(order)).toMatchObject({ outcome: 'cancelled', signal: 'SIGKILL' });
      expect(processesOf(order)).toEqual([]);
    });

    it('is a cancellation even where the bot then exits with 0', async () => {
      const order = runner.start(['sh', '-c', 'trap "echo bye; exit 0" INT; echo up; while :; do sleep 0.02; done'], {
        graceMs: 5000,
      });
      await until(() => runner.progress.length > 0);
      runner.send(frameType.cancel, order);
      expect(await runner.ended(order)).toMatchObject({ outcome: 'cancelled', exitCode: 0 });
      expect(textOf(order.logDir, 0)).toBe('up\nbye\n');
    });

    it('wakes a bot that was stopped', async () => {
      const order = runner.start(['sh', '-c', 'echo up; kill -STOP $$; sleep 60'], { graceMs: 5000 });
      await until(() => runner.progress.length > 0);
      runner.send(frameType.cancel, order);
      expect(await runner.ended(order)).toMatchObject({ outcome: 'cancelled', signal: 'SIGINT' });
    });

    it('comes when its time is over', async () => {
      const { end, logDir } = await runner.run(['sleep', '60'], { timeoutMs: 100 });
      expect(end).toMatchObject({ outcome: 'timed-out', reason: 'It ran longer than 100 ms.', signal: 'SIGINT' });
      expect(textOf(logDir, 2)).toBe('The run took longer than 100 ms, and was ended.\n');
    });

    it('is told again until it is acknowledged, and a repeated order starts nothing', async () => {
      const order = await runner.run(['echo', 'once']);
      runner.states.clear();
      runner.send(frameType.start, order);
      expect((await runner.ended(order)).outcome).toBe('exited');
      expect(readLog(order.logDir)).toHaveLength(1);
      const { attemptsDir } = runnerPaths(runner.dataDir);
      expect(readdirSync(attemptsDir)).toHaveLength(1);
      runner.send(frameType.acknowledge, order);
      await until(() => readdirSync(attemptsDir).length === 0);
      await runner.connect();
      await until(() => runner.welcome?.attempts === 0);
    });
  });

  describe('a runner', () => {
    it('is one of its data folder', async () => {
      const second = runner.spawn();
      expect(await once(second, 'exit')).toEqual([75, null]);
      expect((await runner.run(['echo', 'still here'])).end.exitCode).toBe(0);
    });

    it('obeys the server that came last', async () => {
      const older = runner;
      const newer = new TestRunner(runner.dataDir);
      await newer.connect();
      await until(() => older.connectionClosed);
      expect((await newer.run(['echo', 'hi'])).end.lines).toBe(1);
      newer.disconnect();
    });

    it('drops a connection that makes no sense, and goes on', async () => {
      runner.send(99 as 1, {});
      await until(() => runner.connectionClosed);
      await runner.connect();
      expect((await runner.run(['true'])).end.exitCode).toBe(0);
    });

    it('that was killed leaves no process, and its successor tells the run as lost with all its lines', async () => {
      const order = runner.start([
        'sh',
        '-c',
        'setsid sleep 300 & echo first; echo second; while :; do sleep 0.1; done',
      ]);
      await until(() => runner.progress.some(({ lines }) => lines === 2));
      runner.process.kill('SIGKILL');
      await once(runner.process, 'exit');
      // The kernel ends a sandbox with its runner; without one, it is the next runner that does.
      const outlives = BOTHY_RUNNER_ISOLATION === 'off';
      await until(() => processesOf(order).length > 0 === outlives);
      runner.states.clear();
      await runner.startProcess({ BOTHY_RUNNER_ISOLATION });
      expect(processesOf(order)).toEqual([]);
      await runner.connect();
      const end = await runner.ended(order);
      expect(end).toMatchObject({ outcome: 'lost', lines: 3, exitCode: null });
      expect(end.logBytes).toBe(readFileSync(join(order.logDir, 'log')).length);
      expect(textOf(order.logDir, 0)).toBe('first\nsecond\n');
      expect(textOf(order.logDir, 2)).toBe('The runner ended while this run was going; the run is lost.\n');
      expect(existsSync(order.workingDir.path)).toBe(false);
    });

    it('ends with its runs when it is told to, and leaves no trace', async () => {
      const order = runner.start(['sleep', '60']);
      await runner.running(order);
      runner.send(frameType.shutdown, { graceMs: 500 });
      expect(await runner.ended(order)).toMatchObject({ outcome: 'cancelled', reason: 'Bothy was stopped.' });
      runner.send(frameType.acknowledge, order);
      expect(await once(runner.process, 'exit')).toEqual([0, null]);
      const { socket, pidFile, attemptsDir } = runnerPaths(runner.dataDir);
      expect([existsSync(socket), existsSync(pidFile), readdirSync(attemptsDir)]).toEqual([false, false, []]);
    });

    it('ends its runs on SIGTERM, and tells of them after', async () => {
      const order = runner.start(['sleep', '60']);
      await runner.running(order);
      runner.disconnect();
      runner.process.kill('SIGTERM');
      expect(await once(runner.process, 'exit')).toEqual([0, null]);
      expect(processesOf(order)).toEqual([]);
      runner.states.clear();
      await runner.startProcess({ BOTHY_RUNNER_ISOLATION });
      await runner.connect();
      expect(await runner.ended(order)).toMatchObject({ outcome: 'cancelled', reason: 'Bothy was stopped.' });
    });

    it('ends when it has no server and no run for a while, not before', async () => {
      const idle = new TestRunner();
      await idle.startProcess({ BOTHY_RUNNER_ISOLATION, BOTHY_RUNNER_IDLE_MS: '200' });
      await idle.connect();
      const order = idle.start(['sh', '-c', 'sleep 0.6; echo done']);
      await idle.running(order);
      idle.disconnect();
      expect(await once(idle.process, 'exit')).toEqual([0, null]);
      expect(textOf(order.logDir, 0)).toBe('done\n');
      await idle.stop();
    });

    it('is not disturbed by a hang-up or Ctrl-C of its terminal', async () => {
      runner.process.kill('SIGHUP');
      runner.process.kill('SIGINT');
      expect((await runner.run(['echo', 'here'])).end.lines).toBe(1);
    });
  });

  describe('a log that cannot be written', () => {
    it('ends its run where files may not grow further, and no other', async () => {
      const limited = new TestRunner();
      await limited.startProcess({ BOTHY_RUNNER_ISOLATION }, 'ulimit -f 400');
      await limited.connect();
      const { end, logDir, ...order } = await limited.run(['yes', 'a line of some length']);
      expect(end.outcome).toBe('over-limit');
      expect(end.reason).toBe('The log could not be written: the file is larger than the system allows.');
      expect(end.logBytes).toBe(readFileSync(join(logDir, 'log')).length);
      expect(readLog(logDir).reduce((lines, block) => lines + block.lines, 0)).toBe(end.lines);
      expect(processesOf(order)).toEqual([]);
      expect((await limited.run(['echo', 'next'])).end.lines).toBe(1);
      await limited.stop();
    });

    const canMount = spawnSync('unshare', ['-m', 'true']).status === 0;
    it.runIf(canMount)('ends its run on a full disk, with a line that says so where it finds room', async () => {
      const disk = join(runner.dataDir, 'disk');
      mkdirSync(disk);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'bothy-test', disk]);
      try {
        const { end, logDir } = await runner.run(['yes', 'a line of some length'], { logDir: join(disk, 'log') });
        const reason = 'The log could not be written: no space left on the disk.';
        expect(end).toMatchObject({ outcome: 'over-limit', reason });
        expect(end.logBytes).toBe(readFileSync(join(logDir, 'log')).length);
        expect(textOf(logDir, 2)).toBe(`${reason}\n`);
        const next = await runner.run(['echo', 'next'], { logDir: join(disk, 'other') });
        expect(['exited', 'could-not-start', 'over-limit']).toContain(next.end.outcome);
      } finally {
        await until(() => spawnSync('umount', [disk]).status === 0);
      }
    });
  });
});
