import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { frameType } from '@bothy/contracts/runner';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runnerPaths } from './runner-paths.js';
import { canIsolate } from './testing/isolation-modes.js';
import { textOf } from './testing/log-reading.js';
import { processesOf, TestRunner, until } from './testing/test-runner.js';

const canCompile = spawnSync('gcc', ['--version']).status === 0;
const isRoot = process.getuid?.() === 0;
const key = 'the master key';

/** Every process of the host whose arguments hold the text. */
const commandsWith = (text: string): string =>
  spawnSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' })
    .stdout.split('\n')
    .filter((line) => line.includes(text) && !line.includes('ps -eo'))
    .join('\n');

describe.runIf(canIsolate)('a bot in its sandbox', () => {
  let runner: TestRunner;
  let keyFile: string;
  beforeAll(async () => {
    runner = await TestRunner.started({ BOTHY_RUNNER_ISOLATION: 'required' });
    keyFile = join(runner.dataDir, 'keys', 'master');
    mkdirSync(join(runner.dataDir, 'keys'));
    writeFileSync(keyFile, key);
  });
  afterAll(() => runner.stop());

  const sh = (script: string, more: Parameters<TestRunner['run']>[1] = {}) => runner.run(['sh', '-c', script], more);
  const printed = async (script: string, more: Parameters<TestRunner['run']>[1] = {}): Promise<string> => {
    const { logDir } = await sh(script, more);
    return textOf(logDir, 0) + textOf(logDir, 1);
  };

  it('is told of in the welcome', async () => {
    expect(await until(() => runner.welcome)).toMatchObject({ isolation: 'bubblewrap', isolationProblem: null });
  });

  it('cannot read the master key, by any way to it', async () => {
    const link = join(tmpdir(), `link-${process.pid}`);
    symlinkSync(runner.dataDir, link);
    const ways = [
      keyFile,
      join(link, 'keys/master'),
      `/proc/self/root${keyFile}`,
      `/proc/1/root${keyFile}`,
      `/proc/1/cwd/${keyFile}`,
    ];
    for (const way of ways) expect(await printed(`cat ${way}; true`)).not.toContain(key);
    expect(await printed(`for p in /proc/[0-9]*; do cat $p/root${keyFile}; done`)).not.toContain(key);
    rmSync(link);
  });

  it('sees nothing of the data folder but its own folders', async () => {
    const { logDir, ...order } = await sh(`cd ${runner.dataDir}; find . | sort`);
    const found = textOf(logDir, 0).trim().split('\n');
    const own = [order.workingDir.path, order.artifactsDir].map((path) => path.replace(runner.dataDir, '.'));
    expect(found.filter((path) => !own.some((one) => one.startsWith(path)))).toEqual([]);
    expect(found).toEqual(expect.arrayContaining(own));
  });

  it('finds the data folder hidden where it is reached by a link', async () => {
    const real = mkdtempSync(join(tmpdir(), 'real-'));
    const link = `${real}-link`;
    symlinkSync(real, link);
    const other = new TestRunner(link);
    await other.startProcess({ BOTHY_RUNNER_ISOLATION: 'required' });
    await other.connect();
    writeFileSync(join(real, 'key'), key);
    const { logDir, end } = await other.run([
      'sh',
      '-c',
      `cat ${real}/key ${link}/key; echo here > note; cat note; pwd`,
    ]);
    expect(end).toMatchObject({ outcome: 'exited', exitCode: 0 });
    expect(textOf(logDir, 0)).not.toContain(key);
    await other.stop();
    rmSync(real, { recursive: true });
  });

  it.runIf(isRoot)('finds it hidden where it is mounted at a second place', async () => {
    const twin = mkdtempSync(join(tmpdir(), 'twin-'));
    expect(spawnSync('mount', ['--bind', runner.dataDir, twin]).status).toBe(0);
    try {
      expect(await printed(`cat ${twin}/keys/master; ls ${twin}; true`)).toMatch(
        /^cat: \S+ No such file or directory\n$/,
      );
    } finally {
      spawnSync('umount', [twin]);
    }
  });

  it('has a part of it hidden that lies on another disk, and the paths that are named', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'elsewhere-'));
    writeFileSync(join(elsewhere, 'file'), key);
    mkdirSync(join(elsewhere, 'folder'));
    writeFileSync(join(elsewhere, 'folder', 'file'), key);
    const hiddenPaths = [join(elsewhere, 'file'), join(elsewhere, 'folder'), '/not/there'];
    const text = await printed(`cat ${elsewhere}/file; cat ${elsewhere}/folder/file; ls ${elsewhere}`, { hiddenPaths });
    expect(text).not.toContain(key);
    expect(text).toContain('folder');
    rmSync(elsewhere, { recursive: true });
  });

  it('cannot undo it', async () => {
    const data = runner.dataDir;
    const tries = [
      `umount ${data}; umount -l ${data}`,
      'mount -o remount,rw /; mount --bind / /tmp',
      `unshare -Um sh -c 'umount -l ${data}; cat ${keyFile}'`,
      `unshare -Urm sh -c 'umount -l ${data}; mount --bind / /mnt; cat ${keyFile} /mnt${keyFile}'`,
      `unshare -Umpf sh -c 'mount -t proc proc /proc; cat /proc/1/root${keyFile}'`,
      `nsenter -t 1 -m cat ${keyFile}`,
      `su -c "cat ${keyFile}"; sudo -n cat ${keyFile}`,
      'echo "|/bin/true" > /proc/sys/kernel/core_pattern',
      'echo 1 > /sys/kernel/uevent_helper; touch /etc/ld.so.preload /usr/bin/x',
      'for d in /dev/sd* /dev/vd* /dev/nvme* /dev/mem; do test -e $d && echo a disk: $d; done',
      'mknod disk b 8 0 && echo made a disk',
      'ls /run/systemd/private /run/dbus /run/docker.sock /run/user',
    ];
    const pattern = readFileSync('/proc/sys/kernel/core_pattern', 'utf8');
    for (const attempt of tries) {
      const text = await printed(`${attempt}; cat ${keyFile}; ls ${data}/keys`);
      expect(text).not.toContain(key);
      expect(text).not.toMatch(/a disk/);
      expect(text).toMatch(/No such file/);
    }
    expect(readFileSync('/proc/sys/kernel/core_pattern', 'utf8')).toBe(pattern);
    expect(existsSync('/etc/ld.so.preload')).toBe(false);
  });

  it('has its secrets in its environment, and in nobody’s arguments', async () => {
    const order = runner.start(['sh', '-c', 'echo "$TOKEN"; sleep 30'], { env: { TOKEN: 'correct-horse-battery' } });
    await until(() => runner.progress.some(({ handle }) => handle === runner.states.get(order.runId)?.handle));
    expect(commandsWith('correct-horse-battery')).toBe('');
    expect(textOf(order.logDir, 0)).toBe('correct-horse-battery\n');
    runner.send(frameType.cancel, order);
    await runner.ended(order);
  });

  it.runIf(canCompile)('has no hold on bubblewrap by its environment', async () => {
    const marker = join(tmpdir(), `preloaded-${process.pid}`);
    const library = join(tmpdir(), `evil-${process.pid}.so`);
    const source = `#include <stdio.h>\n__attribute__((constructor)) void f(void){FILE*k=fopen("${keyFile}","r");if(k)fclose(fopen("${marker}","w"));}`;
    const built = spawnSync('gcc', ['-shared', '-fPIC', '-x', 'c', '-o', library, '-'], { input: source });
    expect(built.status).toBe(0);
    await sh('true', { env: { LD_PRELOAD: library, PATH: '/nowhere:/usr/bin:/bin' } });
    expect(existsSync(marker)).toBe(false);
    rmSync(library);
  });

  it('cannot add to what it is given by a zero byte', async () => {
    const { end } = await sh('true', { env: { X: `a\0--bind\0${runner.dataDir}\0${runner.dataDir}` } });
    expect(end).toMatchObject({ outcome: 'could-not-start', exitCode: 126 });
  });

  it('may write to its folders and the temporary one, and to no other', async () => {
    const probe = `/var/bothy-${process.pid}`;
    const { end, logDir } = await sh(
      `echo a > here && echo b > "$BOTHY_ARTIFACTS/there" && t=$(mktemp) && rm $t && echo fine; touch ${probe}; true`,
    );
    expect(end.exitCode).toBe(0);
    expect(textOf(logDir, 0)).toBe('fine\n');
    expect(existsSync(probe)).toBe(false);
  });

  it('may work in a folder of the host, but not in a hidden one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'project-'));
    const workingDir = { kind: 'path' as const, path: folder };
    expect((await sh('echo done > made', { workingDir })).end.exitCode).toBe(0);
    expect(readFileSync(join(folder, 'made'), 'utf8')).toBe('done\n');
    for (const path of [join(runner.dataDir, 'keys'), runner.dataDir]) {
      const { end } = await sh('ls', { workingDir: { kind: 'path', path } });
      expect(end).toMatchObject({ outcome: 'could-not-start', exitCode: 126 });
      expect(end.reason).toContain('lies in a place that bots must not see');
    }
    for (const path of ['/', '/proc/self', '/dev', '/run', '/var/run']) {
      const { end } = await sh('ls', { workingDir: { kind: 'path', path } });
      expect(end).toMatchObject({ outcome: 'could-not-start', exitCode: 126 });
    }
    // It may read there, but not change what the host runs, nor what runs it.
    const programs = fileURLToPath(new URL('../../..', import.meta.url));
    for (const path of ['/etc', '/usr/bin', programs, dirname(programs)]) {
      const { logDir } = await sh(`touch ${programs}/x ./x; ls / | head -n 1`, { workingDir: { kind: 'path', path } });
      expect(textOf(logDir, 0)).not.toBe('');
      expect(textOf(logDir, 1)).toContain(`'${programs}/x': Read-only file system`);
      expect(existsSync(join(path, 'x')) && path !== dirname(programs)).toBe(false);
      rmSync(join(dirname(programs), 'x'), { force: true });
    }
    // One around the data folder does not bring it back.
    const around = await sh(`cat ${keyFile}; true`, { workingDir: { kind: 'path', path: tmpdir() } });
    expect(textOf(around.logDir, 0)).toBe('');
    rmSync(folder, { recursive: true });
  });

  it('does not reach the socket of the runner, where that lies in the temporary folder', async () => {
    const deep = join(mkdtempSync(join(tmpdir(), 'deep-')), 'd'.repeat(120));
    mkdirSync(deep, { recursive: true });
    const other = new TestRunner(deep);
    await other.startProcess({ BOTHY_RUNNER_ISOLATION: 'required' });
    await other.connect();
    const { socket } = runnerPaths(deep);
    expect(socket.startsWith(tmpdir())).toBe(true);
    const script = `require('net').connect(${JSON.stringify(socket)}).on('connect',()=>console.log('in')).on('error',e=>console.log(e.code))`;
    const { logDir } = await other.run([process.execPath, '-e', script]);
    expect(textOf(logDir, 0)).toMatch(/ECONNREFUSED|ENOTSOCK|EACCES/);
    await other.stop();
  });

  it('leaves nothing behind that hid from its run', async () => {
    const hiding = 'env -i setsid sleep 987 </dev/null >/dev/null 2>&1 & sleep 0.2; echo up';
    const { logDir, end } = await sh(hiding);
    expect(end.exitCode).toBe(0);
    expect(textOf(logDir, 2)).toBe('One process was still running after the end, and was ended.\n');
    expect(commandsWith('sleep 987')).toBe('');
    const order = runner.start(['sh', '-c', `trap "" INT TERM; ${hiding}; while :; do sleep 0.1; done`]);
    await until(() => existsSync(join(order.logDir, 'log')) && textOf(order.logDir, 0) === 'up\n');
    runner.send(frameType.cancel, order);
    expect(await runner.ended(order)).toMatchObject({ outcome: 'cancelled', signal: 'SIGKILL', exitCode: 137 });
    expect(commandsWith('sleep 987')).toBe('');
  });

  it('harms no other by killing all that it can', async () => {
    const bystander = runner.start(['sh', '-c', 'sleep 1; echo unharmed']);
    await runner.running(bystander);
    expect((await sh('kill -9 -1; echo on')).end).toMatchObject({ outcome: 'exited' });
    expect((await sh('kill -9 0; echo on')).end).toMatchObject({ outcome: 'exited', signal: 'SIGKILL' });
    await runner.ended(bystander);
    expect(textOf(bystander.logDir, 0)).toBe('unharmed\n');
    expect(processesOf(bystander)).toEqual([]);
  });

  it('has nothing said for it by the shell that keeps it', async () => {
    for (const signal of ['SEGV', 'KILL', 'TERM', 'XCPU']) {
      const { logDir, end } = await sh(`kill -${signal} $$`);
      expect(end).toMatchObject({ signal: `SIG${signal}`, lines: 0 });
      expect(textOf(logDir, 1)).toBe('');
    }
  });

  it('lets a last word of the background come', async () => {
    const { logDir, end } = await sh('(sleep 0.2; echo late) & echo first; exit 3');
    expect(end.exitCode).toBe(3);
    expect(textOf(logDir, 0)).toBe('first\nlate\n');
    expect(textOf(logDir, 2)).toBe('');
  });

  it('may be cancelled while it is being set up', async () => {
    const orders = Array.from({ length: 10 }, () => runner.start(['sleep', '60'], { graceMs: 3000 }));
    for (const order of orders) runner.send(frameType.cancel, order);
    for (const order of orders) {
      expect((await runner.ended(order)).outcome).toBe('cancelled');
      expect(processesOf(order)).toEqual([]);
    }
  });
});

describe.runIf(canIsolate)('a runner that is killed', () => {
  it('takes its sandboxes along', async () => {
    const runner = await TestRunner.started({ BOTHY_RUNNER_ISOLATION: 'required' });
    const order = runner.start(['sh', '-c', 'env -i setsid sleep 986 & echo up; sleep 985']);
    await until(() => runner.progress.length > 0);
    runner.process.kill('SIGKILL');
    await once(runner.process, 'exit');
    await until(() => commandsWith('sleep 98') === '');
    expect(processesOf(order)).toEqual([]);
    await runner.stop();
  });
});
