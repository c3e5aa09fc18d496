import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { textOf } from './testing/log-reading.js';
import { TestRunner, until } from './testing/test-runner.js';

/** Starts the runner with descriptor 40 open, above those that Node itself closes to its children. */
const handOver = `exec bash -c 'exec 40</etc/hostname; exec "$0" "$1"' "$0" "$1"`;

describe('a runner without bubblewrap', () => {
  it('says so, and starts bots as they are', async () => {
    const runner = await TestRunner.started({ PATH: pathWithout('bwrap') });
    expect(await until(() => runner.welcome)).toMatchObject({
      isolation: 'none',
      isolationProblem: 'Bubblewrap is not installed.',
    });
    expect((await runner.run(['echo', 'hi'])).end.exitCode).toBe(0);
    await runner.stop();
  });

  it('says what bubblewrap said where it does not work', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'path-'));
    writeFileSync(
      join(folder, 'bwrap'),
      '#!/bin/sh\necho "bwrap: No permissions to create a new namespace" >&2; exit 1\n',
    );
    chmodSync(join(folder, 'bwrap'), 0o755);
    const runner = await TestRunner.started({ PATH: `${folder}:${process.env['PATH']}` });
    expect((await until(() => runner.welcome)).isolationProblem).toBe(
      'Bubblewrap does not work here: bwrap: No permissions to create a new namespace.',
    );
    await runner.stop();
    rmSync(folder, { recursive: true });
  });

  it('starts none where isolation is required', async () => {
    const env = { PATH: pathWithout('bwrap'), BOTHY_RUNNER_ISOLATION: 'required' };
    const runner = await TestRunner.started(env);
    const { end } = await runner.run(['echo', 'hi']);
    expect(end).toMatchObject({
      outcome: 'could-not-start',
      reason: 'Bots must be isolated on this host, and cannot be. Bubblewrap is not installed.',
    });
    await runner.stop();
  });
});

describe('what a runner was handed by its starter', () => {
  it('does not reach a bot', async () => {
    const runner = new TestRunner();
    await runner.startProcess({}, handOver);
    await runner.connect();
    const { logDir } = await runner.run(['sh', '-c', 'ls /proc/$$/fd']);
    expect(textOf(logDir, 0)).toBe('0\n1\n2\n');
    await runner.stop();
  });
});

/** A search path with links to all that the runner needs but one program. */
function pathWithout(program: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'programs-'));
  for (const name of ['sh', 'mkfifo', 'flock', 'setsid', 'echo', 'true', 'sleep', 'node']) {
    const found = spawnSync('which', [name], { encoding: 'utf8' }).stdout.trim();
    if (name !== program && found !== '') symlinkSync(found, join(folder, name));
  }
  return folder;
}
