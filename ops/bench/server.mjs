import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

export const freePort = () =>
  new Promise((given) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => given(port));
    });
  });

export const freshDataDir = () => mkdtempSync(join(tmpdir(), 'bothy-bench-'));

/** Starts `command` and waits for its port to answer `path`. Gives the child and how long that took. */
export async function startProcess(command, args, env, url) {
  const began = performance.now();
  const child = spawn(command, args, { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (text) => (output = (output + text).slice(-4000)));
  child.stderr.on('data', (text) => (output = (output + text).slice(-4000)));
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`${command} ended early: ${output}`);
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return { child, readyMs: performance.now() - began };
    await sleep(5);
  }
}

export async function stopProcess(child, signal = 'SIGTERM') {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((done) => child.once('exit', done));
  child.kill(signal);
  await ended;
}

/** The built server over an empty data folder, set up, with an API token. Its limits are lifted: they are not what is measured. */
export class BothyServer {
  static async start({ dataDir = freshDataDir(), command = process.execPath, args = ['apps/api/dist/main.js'] } = {}) {
    const port = await freePort();
    const url = `http://localhost:${port}`;
    const env = {
      PORT: String(port),
      BOTHY_DATA_DIR: dataDir,
      BOTHY_PUBLIC_URL: url,
      BOTHY_LOG_LEVEL: 'warn',
      BOTHY_LIMIT_ANONYMOUS: '1000000',
      BOTHY_LIMIT_SIGN_IN: '1000000',
      BOTHY_LIMIT_PRINCIPAL: '10000000',
      BOTHY_RUN_LOG_MAX_BYTES: String(4 * 1024 ** 3),
    };
    const { child, readyMs } = await startProcess(command, args, env, `${url}/health/ready`);
    return Object.assign(new BothyServer(), { port, url, dataDir, child, readyMs, pid: child.pid, token: '' });
  }

  /** Stops the server again when it cannot be set up: nothing a bench started is left behind. */
  async setUp() {
    try {
      return await this.#signIn();
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  async #signIn() {
    const token = readFileSync(join(this.dataDir, 'setup-token'), 'utf8').trim();
    const person = { name: 'Bench', email: 'bench@example.test', password: 'seven-quiet-otters-swim' };
    await this.call('POST', '/api/setup', { token, ...person });
    const { email, password } = person;
    this.email = email;
    this.token = (await this.call('POST', '/api/auth/login', { email, password })).accessToken;
    const scopes = ['bots:read', 'bots:run', 'bots:write'];
    this.token = (await this.call('POST', '/api/tokens', { name: 'bench', scopes, expiresInDays: 1 })).token;
    return this;
  }

  async call(method, path, body) {
    const answer = await fetch(this.url + path, {
      method,
      headers: {
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
      },
      body: body ? JSON.stringify(body) : undefined,
    });
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.status === 204 ? null : answer.json();
  }

  createBot(slug, argv, env = {}) {
    return this.call('POST', '/api/bots', { slug, name: slug, command: { argv }, env });
  }

  startRun(slug) {
    return this.call('POST', `/api/bots/${slug}/runs`, {});
  }

  async finished(id) {
    for (;;) {
      const run = await this.call('GET', `/api/runs/${id}`);
      if (run.finishedAt) return run;
      await sleep(100);
    }
  }

  get runnerPid() {
    return Number(readFileSync(join(this.dataDir, 'run/runner.pid'), 'utf8').trim().split(/\s/)[0]);
  }

  async stop({ keepData = false } = {}) {
    await stopProcess(this.child);
    if (!keepData) rmSync(this.dataDir, { recursive: true, force: true });
  }
}
