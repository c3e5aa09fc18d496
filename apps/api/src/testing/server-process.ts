import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Evidence } from '../../../../ops/testing/evidence.mjs';
import { testPassword } from './test-app.js';

const main = join(import.meta.dirname, '../../dist/main.js');
const watcher = join(import.meta.dirname, '../../../../ops/testing/watch-process.mjs');

/** The built server as a process of its own: what can be killed, and started again over the same data. */
export class ServerProcess {
  token = '';

  private constructor(
    readonly url: string,
    readonly dataDir: string,
    private readonly port: number,
    private child: ChildProcess,
  ) {}

  static async start(): Promise<ServerProcess> {
    if (!existsSync(main)) throw new Error('The server is not built. Run npm start or node ops/prepare.mjs first.');
    const dataDir = mkdtempSync(join(tmpdir(), 'bothy-process-'));
    const port = await freePort();
    const server = new ServerProcess(`http://localhost:${port}`, dataDir, port, launch(dataDir, port));
    await server.#ready();
    await server.#setUp();
    return server;
  }

  get runnerPid(): number {
    return Number(readFileSync(join(this.dataDir, 'run/runner.pid'), 'utf8'));
  }

  /** As a crash would: without a word. */
  async kill(): Promise<void> {
    const exit = this.#exit();
    this.child.kill('SIGKILL');
    await exit;
  }

  async restart(): Promise<void> {
    this.child = launch(this.dataDir, this.port);
    await this.#ready();
  }

  /** As Ctrl-C would. Resolves with the exit code. */
  async stop(): Promise<number | null> {
    const exit = this.#exit();
    this.child.kill('SIGINT');
    return exit;
  }

  async call(method: string, path: string, body?: unknown) {
    const headers = { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' };
    const response = await fetch(this.url + path, {
      method,
      headers,
      body: body && JSON.stringify(body),
    } as RequestInit);
    return (await response.json()) as Record<string, unknown> & { id: string };
  }

  async #setUp(): Promise<void> {
    const token = readFileSync(join(this.dataDir, 'setup-token'), 'utf8').trim();
    const session = await this.call('POST', '/api/setup', {
      token,
      name: 'Ada Admin',
      email: 'ada@example.test',
      password: testPassword,
    });
    this.token = String(session['accessToken']);
  }

  async #ready(): Promise<void> {
    for (let tries = 0; tries < 600; tries++) {
      if (this.child.exitCode !== null) throw new Error(`The server ended with ${this.child.exitCode}.`);
      const ok = await fetch(`${this.url}/health/ready`).then(
        (response) => response.ok,
        () => false,
      );
      if (ok) return;
      await sleep(50);
    }
    throw new Error('The server was not ready in 30 s.');
  }

  #exit(): Promise<number | null> {
    return new Promise((resolve) =>
      this.child.once('exit', (code) => {
        Evidence.ofRun()?.dataFolder(this.dataDir);
        resolve(code);
      }),
    );
  }
}

function launch(dataDir: string, port: number): ChildProcess {
  const evidence = Evidence.ofRun();
  return spawn(process.execPath, evidence ? ['--import', watcher, main] : [main], {
    cwd: dataDir,
    stdio: evidence
      ? ['ignore', openSync(evidence.logFile('stdout'), 'a'), openSync(evidence.logFile(), 'a')]
      : 'ignore',
    env: {
      PATH: process.env['PATH'],
      BOTHY_DATA_DIR: dataDir,
      PORT: String(port),
      ...(evidence && { BOTHY_TEST_EVIDENCE: evidence.folder, BOTHY_LOG_LEVEL: 'trace' }),
    },
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/** Whether a process of this id is there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}
