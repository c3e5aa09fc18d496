import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isolationModes } from './testing/isolation-modes.js';
import { textOf } from './testing/log-reading.js';
import { processesOf, TestRunner, until } from './testing/test-runner.js';

describe.each(isolationModes)('isolation %s', (BOTHY_RUNNER_ISOLATION) => {
  const isolated = BOTHY_RUNNER_ISOLATION !== 'off';
  let runner: TestRunner;
  beforeAll(async () => {
    runner = await TestRunner.started({ BOTHY_RUNNER_ISOLATION, SECRET_OF_THE_SERVER: 'hush', LC_ALL: 'C' });
  });
  afterAll(() => runner.stop());

  describe('a bot that ends', () => {
    it('is told by its exit code, or by the signal that ended it', async () => {
      expect((await runner.run(['sh', '-c', 'exit 42'])).end).toMatchObject({
        outcome: 'exited',
        exitCode: 42,
        signal: null,
      });
      expect((await runner.run(['sh', '-c', 'kill -SEGV $$'])).end).toMatchObject({
        exitCode: isolated ? 139 : null,
        signal: 'SIGSEGV',
      });
    });

    it('leaves nothing running, and is told how much there was', async () => {
      const background = 'sleep 60 & setsid sleep 61 & echo started';
      const { end, logDir, ...order } = await runner.run(['sh', '-c', background]);
      expect(end).toMatchObject({ outcome: 'exited', exitCode: 0 });
      expect(textOf(logDir, 2)).toBe('2 processes were still running after the end, and were ended.\n');
      await until(() => processesOf(order).length === 0);
    });

    it('leaves nothing running that let go of its output and its group', async () => {
      const { end, ...order } = await runner.run(['sh', '-c', 'setsid sleep 60 >/dev/null 2>&1 & echo started']);
      // Outside of a sandbox nothing tells of it, until it is swept up.
      expect(end.lines).toBe(isolated ? 2 : 1);
      await until(() => processesOf(order).length === 0);
    });

    it('has its fresh folder removed, and nothing outside that it links to', async () => {
      const outside = join(runner.dataDir, 'outside');
      mkdirSync(outside);
      writeFileSync(join(outside, 'kept'), '');
      const { end, workingDir, logDir } = await runner.run([
        'sh',
        '-c',
        `mkdir -p a/b; touch a/b/c; ln -s ${outside} link; pwd`,
      ]);
      expect(end.exitCode).toBe(0);
      expect(textOf(logDir, 0)).toBe(`${workingDir.path}\n`);
      expect(existsSync(workingDir.path)).toBe(false);
      expect(readdirSync(outside)).toEqual(['kept']);
    });

    it('finds a kept folder as it left it', async () => {
      const workingDir = { kind: 'kept' as const, path: join(runner.dataDir, 'kept', 'bot') };
      await runner.run(['sh', '-c', 'echo more >> notes'], { workingDir });
      const { logDir } = await runner.run(['cat', 'notes'], { workingDir });
      expect(textOf(logDir, 0)).toBe('more\n');
    });
  });

  describe('a bot that cannot start', () => {
    const missingDir = { kind: 'path' as const, path: '/nowhere/at/all' };

    it.each([
      ['a missing program', ['no-such-program'], {}, 127, 'There is no program named "no-such-program" on the PATH.'],
      ['a missing file', ['/bin/no-such'], {}, 127, 'There is no program /bin/no-such.'],
      ['a file that is no program', ['/etc/passwd'], {}, 126, 'The file /etc/passwd is not executable.'],
      [
        'a missing folder',
        ['true'],
        { workingDir: missingDir },
        127,
        'The working folder /nowhere/at/all is not there.',
      ],
      [
        'too long arguments',
        ['echo', 'x'.repeat(1024 * 1024)],
        {},
        126,
        'The arguments and the environment together are too long for this system.',
      ],
      [
        'a zero byte',
        ['echo', 'a\0b'],
        {},
        126,
        'The command or its environment holds a zero byte, which no program can be given.',
      ],
      ['no command', [], {}, 127, 'The command names no program.'],
    ])('says so: %s', async (_, argv, more, exitCode, reason) => {
      const { end, logDir } = await runner.run(argv, more);
      expect(end).toMatchObject({ outcome: 'could-not-start', exitCode, reason, pid: null, lines: 1 });
      expect(textOf(logDir, 2)).toBe(`${reason}\n`);
    });

    it('says so where the interpreter of a script is missing', async () => {
      const script = join(runner.dataDir, 'script');
      writeFileSync(script, '#!/no/such/interpreter\n', { mode: 0o755 });
      expect((await runner.run([script])).end.reason).toContain(
        'names an interpreter in its first line that is not there',
      );
    });

    it('is not started twice where its log is there already', async () => {
      const first = await runner.run(['echo', 'once']);
      const { end } = await runner.run(['echo', 'twice'], { logDir: first.logDir });
      expect(end).toMatchObject({ outcome: 'lost', lines: 1 });
      expect(textOf(first.logDir, 0)).toBe('once\n');
    });
  });

  describe('what a bot is given', () => {
    it('is a whitelist of the environment', async () => {
      const order = await runner.run(['env'], { env: { GREETING: 'hello', BOTHY_RUN_ID: 'forged' } });
      const lines = textOf(order.logDir, 0).trim().split('\n');
      const names = lines.map((line) => line.slice(0, line.indexOf('=')));
      const allowed =
        /^(PATH|LANG|LC_.*|TZ|TERM|USER|LOGNAME|SHELL|TMPDIR|HOME|GREETING|PWD|BOTHY|BOTHY_ARTIFACTS|BOTHY_RUN_ID|BOTHY_ATTEMPT)$/;
      expect(names.filter((name) => !allowed.test(name))).toEqual([]);
      expect(lines).toEqual(expect.arrayContaining(['GREETING=hello', 'LC_ALL=C', 'BOTHY=1', 'BOTHY_ATTEMPT=1']));
      expect(lines).toContain(`BOTHY_RUN_ID=${order.runId}`);
      expect(lines).toContain(`HOME=${order.workingDir.path}`);
    });

    it('is no open file of the runner, its lock least of all', async () => {
      const { logDir } = await runner.run(['sh', '-c', 'ls /proc/$$/fd; cd /proc/$$/fd; readlink 0 1 2']);
      const listed = textOf(logDir, 0).trim().split('\n');
      expect(listed).toEqual([
        '0',
        '1',
        '2',
        '/dev/null',
        expect.stringMatching(/pipe/),
        expect.stringMatching(/pipe/),
      ]);
    });

    it('is a group of its own, and its program by the name it was called', async () => {
      const link = join(runner.dataDir, 'called');
      symlinkSync('/bin/sh', link);
      const { logDir } = await runner.run([link, '-c', 'echo $0; ps -o pgid= -p $$ | tr -d " "; echo $$'], {});
      const [, group, pid] = textOf(logDir, 0).split('\n');
      expect(group).toBe(pid);
    });
  });
});
