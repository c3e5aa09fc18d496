import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Evidence } from '../testing/evidence.mjs';
import { freePort } from '../testing/free-port.mjs';

export const root = join(import.meta.dirname, '../..');
const person = { name: 'Ailsa Craig', email: 'ailsa@example.test', password: 'seven-quiet-otters-swim' };

export interface Ended {
  code: number;
  out: string;
  err: string;
}

/** `npm start` over a data folder of its own, as somebody types it: a process group, to be signalled as a terminal does. */
export class NpmStart {
  token = '';
  output = '';
  #process: ChildProcess;
  readonly #called = new Set<ChildProcess>();

  private constructor(
    readonly checkout: string,
    readonly dataDir: string,
    readonly port: number,
  ) {
    this.#process = this.#launch();
  }

  static async start(checkout = root): Promise<NpmStart> {
    const dataDir = mkdtempSync(join(tmpdir(), 'bothy-npm-start-'));
    const started = new NpmStart(checkout, dataDir, await freePort());
    try {
      await started.ready();
      await started.#setUp();
    } catch (error) {
      await started.remove();
      throw error;
    }
    return started;
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  /** Of the process that was started, and of the group that it leads. */
  get pid(): number {
    return this.#process.pid ?? 0;
  }

  /** What a bot or the server is found by: the pid that it wrote down. */
  pidOf(name: 'server' | 'runner'): number {
    return Number(readFileSync(join(this.dataDir, `run/${name}.pid`), 'utf8'));
  }

  async again(): Promise<void> {
    this.#process = this.#launch();
    await this.ready();
  }

  async ready(): Promise<void> {
    for (let tries = 0; tries < 1200; tries += 1) {
      const answer = await fetch(`${this.url}/health/ready`).catch(() => null);
      await answer?.body?.cancel();
      if (answer?.ok) return;
      if (this.#process.exitCode !== null) throw new Error(`npm start ended before it was ready:\n${this.output}`);
      await sleep(50);
    }
    throw new Error(`npm start was not ready in 60 s:\n${this.output}`);
  }

  /** A token of the first admin's with these scopes. */
  async mint(scopes: readonly string[]): Promise<string> {
    const { email, password } = person;
    const signIn = await this.#ask('POST', '/api/auth/login', { email, password }, '');
    const { accessToken } = signIn as { accessToken: string };
    const body = { name: scopes.join(' ').slice(0, 50), scopes, expiresInDays: 1 };
    return ((await this.#ask('POST', '/api/tokens', body, accessToken)) as { token: string }).token;
  }

  call<T = Record<string, never>>(method: string, path: string, body?: object): Promise<T> {
    return this.#ask(method, path, body, this.token) as Promise<T>;
  }

  async #ask(method: string, path: string, body: object | undefined, token: string): Promise<unknown> {
    const answer = await fetch(this.url + path, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    return answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text;
  }

  /** The command line of this checkout, with the settings that the server has. */
  bothy(...argv: string[]): Promise<Ended> {
    return this.#run(process.execPath, [join(this.checkout, 'packages/cli/dist/main.js'), ...argv]);
  }

  /** A script for bash, in which `bothy` is the command line. */
  bash(script: string, env: Record<string, string> = {}): Promise<Ended> {
    const bothy = `bothy() { '${process.execPath}' '${join(this.checkout, 'packages/cli/dist/main.js')}' "$@"; }`;
    return this.#run('bash', ['-c', `${bothy}\n${script}`], env);
  }

  #run(program: string, args: string[], env: Record<string, string> = {}): Promise<Ended> {
    return new Promise((told) => {
      const child = execFile(
        program,
        args,
        { env: { ...this.#env(), ...env }, cwd: this.dataDir, maxBuffer: 2 ** 28 },
        (error, out, err) => {
          this.#called.delete(child);
          told({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err });
        },
      );
      this.#called.add(child);
    });
  }

  /** Sends a signal to the whole group, as a terminal does, or to the process alone. */
  signal(signal: NodeJS.Signals, whom: 'group' | 'process' = 'group'): void {
    process.kill(whom === 'group' ? -this.pid : this.pid, signal);
  }

  /** Whether anything of the group is left after so long. */
  async isGoneIn(timeoutMs: number): Promise<boolean> {
    const until = Date.now() + timeoutMs;
    while (isThere(-this.pid)) {
      if (Date.now() > until) return false;
      await sleep(50);
    }
    return true;
  }

  async remove(): Promise<void> {
    if (isThere(-this.pid)) this.signal('SIGTERM');
    if (!(await this.isGoneIn(20_000))) this.signal('SIGKILL');
    for (const child of this.#called) child.kill();
    Evidence.ofRun()?.dataFolder(this.dataDir);
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  #launch(): ChildProcess {
    const child = spawn('npm', ['start', '--silent'], {
      cwd: this.checkout,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: this.#env(),
    });
    child.stdout.on('data', (text) => (this.output += String(text)));
    child.stderr.on('data', (text) => (this.output += String(text)));
    return child;
  }

  #env(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      PORT: String(this.port),
      BOTHY_DATA_DIR: this.dataDir,
      BOTHY_PUBLIC_URL: this.url,
      BOTHY_URL: this.url,
      BOTHY_TOKEN: this.token,
    };
  }

  async #setUp(): Promise<void> {
    const token = readFileSync(join(this.dataDir, 'setup-token'), 'utf8').trim();
    await this.call('POST', '/api/setup', { token, ...person });
    this.token = await this.mint(['bots:read', 'bots:run', 'bots:write']);
  }
}

/** Whether there is a process of this id, or with a minus a group. */
export function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}
