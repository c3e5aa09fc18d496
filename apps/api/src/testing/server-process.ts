import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBuiltServer } from '../../../../ops/testing/built-server.mjs';
import { Evidence } from '../../../../ops/testing/evidence.mjs';
import { freePort } from '../../../../ops/testing/free-port.mjs';
import type { Program } from '../../../../ops/testing/program.mjs';
import { testPassword } from './test-app.js';

/** The built server as a process of its own: what can be killed, and started again over the same data. */
export class ServerProcess {
  token = '';

  private constructor(
    readonly url: string,
    readonly dataDir: string,
    private readonly settings: Readonly<Record<string, string>>,
    private program: Program,
  ) {}

  /** @param overrides variables of the environment */
  static async start(overrides: Readonly<Record<string, string>> = {}): Promise<ServerProcess> {
    const dataDir = mkdtempSync(join(tmpdir(), 'bothy-process-'));
    const port = await freePort();
    const settings = { ...overrides, BOTHY_DATA_DIR: dataDir, PORT: String(port) };
    const server = new ServerProcess(`http://localhost:${port}`, dataDir, settings, launch(dataDir, settings));
    try {
      await server.#ready();
      await server.#setUp();
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  get pid(): number {
    return this.program.pid;
  }

  get runnerPid(): number {
    return Number(readFileSync(join(this.dataDir, 'run/runner.pid'), 'utf8'));
  }

  /** As a crash would: without a word. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async restart(): Promise<void> {
    this.program = launch(this.dataDir, this.settings);
    await this.#ready();
  }

  /** As Ctrl-C would. Resolves with the exit code. */
  stop(): Promise<number | null> {
    return this.#end('SIGINT');
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

  #ready(): Promise<void> {
    return this.program.answers(`${this.url}/health/ready`, { timeoutMs: 30_000 });
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    const code = await this.program.stop(signal);
    Evidence.ofRun()?.dataFolder(this.dataDir);
    return code;
  }
}

/** In surroundings of its own: settings of whoever runs the tests are not for it. */
function launch(dataDir: string, settings: Readonly<Record<string, string>>): Program {
  return startBuiltServer({ cwd: dataDir, env: { PATH: process.env['PATH'], ...settings } });
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
