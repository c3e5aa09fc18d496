import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { frameType, type GitCheckout, type StartOrder } from '@bothy/contracts/runner';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isolationModes } from './testing/isolation-modes.js';
import { textOf } from './testing/log-reading.js';
import { processesOf, TestRunner, until } from './testing/test-runner.js';

const noLimits: StartOrder['limits'] = { cpuSeconds: null, memoryBytes: null, fileBytes: null, processes: null };
const isRoot = process.getuid?.() === 0;

describe.each(isolationModes)('what an order asks for, isolation %s', (BOTHY_RUNNER_ISOLATION) => {
  let runner: TestRunner;
  beforeAll(async () => {
    runner = await TestRunner.started({ BOTHY_RUNNER_ISOLATION });
  });
  afterAll(() => runner.stop());

  const sh = (script: string, more: Partial<StartOrder> = {}) => runner.run(['sh', '-c', script], more);
  const shows = (order: StartOrder, text: string) =>
    until(() => existsSync(join(order.logDir, 'log')) && textOf(order.logDir, 0).includes(text));

  describe('artifacts', () => {
    it('are left in their folder, which is empty at the start and for the user alone', async () => {
      const artifactsDir = join(runner.dataDir, 'artifacts', 'mine');
      mkdirSync(artifactsDir, { recursive: true });
      writeFileSync(join(artifactsDir, 'old'), '');
      const { logDir } = await sh(
        'stat -c %a "$BOTHY_ARTIFACTS"; mkdir "$BOTHY_ARTIFACTS/a"; echo new > "$BOTHY_ARTIFACTS/a/b"',
        {
          artifactsDir,
        },
      );
      expect(textOf(logDir, 0)).toBe('700\n');
      expect(readdirSync(artifactsDir, { recursive: true })).toEqual(['a', 'a/b']);
      expect(readFileSync(join(artifactsDir, 'a', 'b'), 'utf8')).toBe('new\n');
    });

    it('tell no secret by a name, and hold no links or pipes', async () => {
      const secrets = [
        { name: 'TOKEN', value: 'correct-horse-battery' },
        { name: 'PATHLIKE', value: 'staple/battery-9' },
      ];
      const script = `cd "$BOTHY_ARTIFACTS"; echo 1 > a-$T; echo 2 > 'a-[masked: TOKEN]'; mkdir dir-$T staple
        echo 3 > dir-$T/x; echo 4 > staple/battery-9; ln -s /etc/passwd link; ln -s /etc folder; mkfifo pipe`;
      const order = await sh(script, { secrets, env: { T: 'correct-horse-battery' } });
      const names = readdirSync(order.artifactsDir, { recursive: true }) as string[];
      expect(names.filter((name) => /correct-horse|staple\/battery|link|folder|pipe/.test(name))).toEqual([]);
      const files = names.filter((name) => !['staple', 'dir-[masked: TOKEN]'].includes(name));
      const contents = files.map((name) => readFileSync(join(order.artifactsDir, name), 'utf8'));
      expect(contents.sort()).toEqual(['1\n', '2\n', '3\n', '4\n']);
      expect(existsSync('/etc/passwd')).toBe(true);
    });
  });

  describe('limits', () => {
    it('on processor time end it, with a sentence that says so', async () => {
      const { end, logDir } = await sh('while :; do :; done', { limits: { ...noLimits, cpuSeconds: 1 } });
      expect(end).toMatchObject({
        outcome: 'exited',
        signal: 'SIGXCPU',
        reason: 'It used more than 1 s of processor time.',
      });
      expect(textOf(logDir, 2)).toContain('processor time');
    });

    it('on the size of files end it, with a sentence that says so', async () => {
      const limits = { ...noLimits, fileBytes: 10_240 };
      const { end } = await sh('exec head -c 1000000 /dev/zero > file', { limits });
      expect(end).toMatchObject({
        outcome: 'exited',
        signal: 'SIGXFSZ',
        reason: 'It wrote more than 10 KiB to one file.',
      });
    });

    it('on memory are held, and let a program run that only reserves it', async () => {
      const limits = { ...noLimits, memoryBytes: 600 * 1024 * 1024 };
      const fill = 'const kept = []; for (;;) kept.push(Buffer.alloc(10_000_000, 1))';
      expect((await runner.run([process.execPath, '-e', fill], { limits })).end.exitCode).not.toBe(0);
      const { logDir } = await runner.run([process.execPath, '-p', '6 * 7'], { limits });
      expect(textOf(logDir, 0)).toBe('42\n');
    });

    it('on processes are set; the kernel holds all to them but root', async () => {
      const limits = { ...noLimits, processes: 20 };
      const told = `awk '/processes/ { print $3 }' /proc/self/limits`;
      const { logDir } = await sh(`${told}; for i in $(seq 1 60); do sleep 1 & done; wait`, { limits });
      expect(textOf(logDir, 0)).toBe('20\n');
      const refused = isRoot ? /^$/ : /fork/i;
      expect(textOf(logDir, 1)).toMatch(refused);
    });

    it('are there together, and change nothing else', async () => {
      const limits = { cpuSeconds: 100, memoryBytes: 2 ** 30, fileBytes: 2 ** 20, processes: 500 };
      const { logDir, end } = await runner.run(
        ['sh', '-c', 'ulimit -t; ulimit -d; ulimit -f; echo "$0" "$1"', 'a  b', ''],
        { limits },
      );
      expect(end).toMatchObject({ exitCode: 0, reason: null });
      expect(textOf(logDir, 0)).toBe('100\n1048576\n2048\na  b \n');
      expect(textOf(logDir, 1)).toBe('');
    });
  });

  describe('a pause', () => {
    const counting =
      'i=0; setsid sh -c "while :; do date +%N > other; sleep 0.01; done" & while :; do i=$((i+1)); echo $i; sleep 0.01; done';
    const lines = (order: StartOrder): number => textOf(order.logDir, 0).split('\n').length;

    it('stops all its processes until it is resumed', async () => {
      const workingDir = { kind: 'kept' as const, path: join(runner.dataDir, 'kept', 'paused') };
      const order = runner.start(['sh', '-c', counting], { workingDir });
      await shows(order, '3\n');
      runner.send(frameType.pause, order);
      await until(() => runner.states.get(order.runId)?.paused);
      await delay(150);
      const before = [lines(order), readFileSync(join(workingDir.path, 'other'), 'utf8')];
      await delay(200);
      expect([lines(order), readFileSync(join(workingDir.path, 'other'), 'utf8')]).toEqual(before);
      runner.send(frameType.resume, order);
      await until(() => runner.states.get(order.runId)?.paused === false);
      await until(() => lines(order) > Number(before[0]));
      runner.send(frameType.cancel, order);
      await runner.ended(order);
      await until(() => processesOf(order).length === 0);
    });

    it('does not count as time of the run', async () => {
      const order = runner.start(['sh', '-c', 'echo up; sleep 60'], { timeoutMs: 500 });
      await shows(order, 'up');
      runner.send(frameType.pause, order);
      await delay(900);
      expect(runner.states.get(order.runId)).toMatchObject({ phase: 'running', paused: true });
      runner.send(frameType.resume, order);
      expect(await runner.ended(order)).toMatchObject({ outcome: 'timed-out', paused: false });
    });

    it('is over with a cancellation, on which the bot can act', async () => {
      const order = runner.start(['sh', '-c', 'trap "echo bye; exit 4" INT; echo up; while :; do sleep 0.02; done'], {
        graceMs: 5000,
      });
      await shows(order, 'up');
      runner.send(frameType.pause, order);
      await until(() => runner.states.get(order.runId)?.paused);
      runner.send(frameType.cancel, order);
      expect(await runner.ended(order)).toMatchObject({ outcome: 'cancelled', exitCode: 4, paused: false });
      expect(textOf(order.logDir, 0)).toBe('up\nbye\n');
    });

    it('may be asked for at once', async () => {
      const order = runner.start(['sh', '-c', 'echo up; sleep 0.2']);
      await runner.running(order);
      runner.send(frameType.pause, order);
      await until(() => runner.states.get(order.runId)?.paused);
      await delay(500);
      expect(runner.states.get(order.runId)?.phase).toBe('running');
      runner.send(frameType.resume, order);
      expect((await runner.ended(order)).exitCode).toBe(0);
    });
  });

  describe('a checkout', () => {
    let repository: string;
    const git = (more: Partial<GitCheckout> = {}): GitCheckout => ({
      url: `file://${repository}`,
      ref: null,
      token: null,
      protocols: 'file',
      ...more,
    });
    const inRepository = (...args: string[]): string =>
      execFileSync('git', ['-C', repository, '-c', 'user.name=T', '-c', 'user.email=t@example.test', ...args], {
        encoding: 'utf8',
      }).trim();
    const commit = (text: string): string => {
      writeFileSync(join(repository, 'file'), text);
      inRepository('add', '.');
      inRepository('commit', '-qm', text);
      return inRepository('rev-parse', 'HEAD');
    };
    let hashes: string[];
    beforeAll(() => {
      repository = mkdtempSync(join(tmpdir(), 'repository-'));
      inRepository('init', '-q', '-b', 'main');
      hashes = ['one', 'two', 'three'].map(commit);
      inRepository('tag', 'v1', hashes[0] ?? '');
      inRepository('branch', 'side', hashes[1] ?? '');
    });
    afterAll(() => rmSync(repository, { recursive: true }));

    it('has the files there when the command starts: of the default, a branch, a tag, a commit', async () => {
      const wanted: [string | null, string][] = [
        [null, 'three'],
        ['side', 'two'],
        ['v1', 'one'],
        [hashes[1] ?? '', 'two'],
        [(hashes[0] ?? '').slice(0, 9), 'one'],
      ];
      for (const [ref, text] of wanted) {
        const { logDir, end } = await runner.run(['sh', '-c', 'cat file; git rev-list --count HEAD >&2'], {
          git: git({ ref }),
        });
        expect(end).toMatchObject({ outcome: 'exited', exitCode: 0 });
        expect(textOf(logDir, 0)).toMatch(new RegExp(`${text}$`));
        expect(textOf(logDir, 2)).toContain(`Checking out file://${repository}`);
      }
    });

    it('brings a kept folder up to date, whatever the bot did to it', async () => {
      const workingDir = { kind: 'kept' as const, path: join(runner.dataDir, 'kept', 'clone') };
      const spoil =
        'echo spoiled > file; echo more > more; printf "#!/bin/sh\\ntouch hooked" > .git/hooks/post-checkout; chmod +x .git/hooks/post-checkout; git config core.fsmonitor "touch watched"; touch .git/index.lock';
      expect((await sh(spoil, { git: git(), workingDir })).end.exitCode).toBe(0);
      commit(`later ${BOTHY_RUNNER_ISOLATION}`);
      const { logDir } = await sh('cat file; echo; ls', { git: git(), workingDir });
      expect(textOf(logDir, 0)).toMatch(new RegExp(`later ${BOTHY_RUNNER_ISOLATION}\nfile\n$`));
      const { end } = await sh('true', { git: git({ url: `file://${repository}/` }), workingDir });
      expect(end).toMatchObject({
        outcome: 'could-not-start',
        reason: 'The checkout failed. The working folder holds another repository.',
      });
      hashes[2] = inRepository('rev-parse', 'HEAD');
    });

    it('leaves a folder alone that holds something else', async () => {
      const path = mkdtempSync(join(tmpdir(), 'other-'));
      writeFileSync(join(path, 'mine'), '');
      const { end } = await sh('true', { git: git(), workingDir: { kind: 'path', path } });
      expect(end.reason).toContain('not empty, and not a clone');
      expect(readdirSync(path)).toEqual(['mine']);
      rmSync(path, { recursive: true });
    });

    it('that fails ends the run, and says why', async () => {
      for (const ref of ['no-such-branch', '0123abc']) {
        const { end, logDir } = await sh('echo never', { git: git({ ref }) });
        expect(end).toMatchObject({ outcome: 'could-not-start', exitCode: 126 });
        expect(end.reason).toContain('The checkout failed.');
        expect(textOf(logDir, 0)).toBe('');
      }
      const forbidden = await sh('true', { git: git({ protocols: 'https:ssh' }) });
      expect(textOf(forbidden.logDir, 1)).toContain("transport 'file' not allowed");
      for (const url of [
        '--upload-pack=touch x',
        'https://user:word@example.test/x.git',
        'ssh://git:word@example.test/x',
      ]) {
        expect((await sh('true', { git: git({ url, protocols: 'https:ssh' }) })).end.outcome).toBe('could-not-start');
      }
    });

    it('ends with the time of the run, and with a cancellation', async () => {
      const silent = createServer(() => undefined).listen(0, '127.0.0.1');
      await until(() => silent.listening);
      const url = `http://127.0.0.1:${portOf(silent)}/x.git`;
      expect((await sh('true', { git: git({ url, protocols: 'http' }), timeoutMs: 400 })).end.outcome).toBe(
        'timed-out',
      );
      const order = runner.start(['true'], { git: git({ url, protocols: 'http' }) });
      await runner.running(order);
      runner.send(frameType.cancel, order);
      expect((await runner.ended(order)).outcome).toBe('cancelled');
      expect(processesOf(order)).toEqual([]);
      silent.closeAllConnections();
      silent.close();
    });

    it('shows its token to its own origin, and to nothing else', async () => {
      const asked: (string | undefined)[] = [];
      const server = createServer((request, response) => {
        asked.push(request.headers.authorization);
        response.writeHead(404).end();
      }).listen(0, '127.0.0.1');
      await until(() => server.listening);
      const url = `http://127.0.0.1:${portOf(server)}/x.git`;
      const token = createHash('sha256').update('token').digest('hex');
      const workingDir = { kind: 'kept' as const, path: join(runner.dataDir, 'kept', 'token') };
      const { end } = await sh('true', {
        git: git({ url, token, protocols: 'http' }),
        secrets: [{ name: 'T', value: token }],
        workingDir,
      });
      expect(end.outcome).toBe('could-not-start');
      expect(asked[0]).toBe(`Basic ${Buffer.from(`oauth2:${token}`).toString('base64')}`);
      expect(readFileSync(join(workingDir.path, '.git', 'config'), 'utf8')).not.toMatch(/Authorization|extraHeader/i);
      const after = await sh('env | grep -c GIT_CONFIG; true', { git: git() });
      expect(textOf(after.logDir, 0)).toMatch(/0\n$/);
      server.close();
    });
  });
});

const portOf = (server: Server): number => (server.address() as { port: number }).port;
