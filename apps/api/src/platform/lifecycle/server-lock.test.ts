import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DataFolder } from '../storage/data-folder.js';
import { ServerLock } from './server-lock.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bothy-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('lets one server in, and tells the next its pid', async () => {
  const data = new DataFolder(folder);
  const lock = await ServerLock.acquire(data);
  await expect(ServerLock.acquire(data)).rejects.toThrow(`Another server (pid ${process.pid})`);
  await lock.release();
  expect(existsSync(join(folder, 'run', 'server.pid'))).toBe(false);
  await (await ServerLock.acquire(data)).release();
});

it('goes with a process that is killed', async () => {
  const data = new DataFolder(folder);
  const path = data.path('run', 'server.lock');
  const script = `
    const { default: sqlite3 } = await import('sqlite3');
    const database = new sqlite3.Database(process.argv[1]);
    database.exec('BEGIN EXCLUSIVE', () => console.log('held'));
    setInterval(() => undefined, 1000);`;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', script, path], {
    cwd: join(import.meta.dirname, '../../..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  await expect(ServerLock.acquire(data)).rejects.toThrow('Another server (pid unknown)');
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  await (await ServerLock.acquire(data)).release();
});
