import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../testing/free-port.mjs';
import { Program } from '../testing/program.mjs';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

const longestRunMs = 300_000;

const freshDataDir = () => mkdtempSync(join(tmpdir(), 'bothy-bench-'));

/** Starts a program and waits until `url` answers. Gives the program and how long that took. */
export async function startProgram(command, args, url, env = {}) {
  const began = performance.now();
  const program = new Program(command, args, { cwd: root, env: { ...process.env, ...env } });
  try {
    await program.answers(url, { everyMs: 5 });
  } catch (error) {
    await program.stop();
    throw error;
  }
  return { program, readyMs: performance.now() - began };
}

/** One of the programs that stand for bare Node, on a port of its own. Gives the program and its address. */
export async function startBare(name, { args = [], nodeArgs = [], env = {} } = {}) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const path = `${root}/ops/bench/programs/${name}.mjs`;
  const all = [...nodeArgs, path, String(port), ...args];
  const { program } = await startProgram(process.execPath, all, `${url}/health`, env);
  return { program, url };
}

/** The built server over an empty data folder, set up, with an API token. Its limits are lifted: they are not what is measured. */
export class BothyServer {
  static async start({
    dataDir = freshDataDir(),
    command = process.execPath,
    args = ['apps/api/dist/main.js'],
    env: more = {},
  } = {}) {
    const port = await freePort();
    const url = `http://localhost:${port}`;
    const env = {
      ...more,
      PORT: String(port),
      BOTHY_DATA_DIR: dataDir,
      BOTHY_PUBLIC_URL: url,
      BOTHY_LOG_LEVEL: 'warn',
      BOTHY_LIMIT_ANONYMOUS: '1000000',
      BOTHY_LIMIT_SIGN_IN: '1000000',
      BOTHY_LIMIT_PRINCIPAL: '10000000',
      BOTHY_RUN_LOG_MAX_BYTES: String(4 * 1024 ** 3),
    };
    const starting = startProgram(command, args, `${url}/health/ready`, env);
    const { program, readyMs } = await starting.catch((error) => {
      rmSync(dataDir, { recursive: true, force: true });
      throw error;
    });
    return Object.assign(new BothyServer(), { port, url, dataDir, program, readyMs, pid: program.pid, token: '' });
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
    const scopes = ['bots:read', 'bots:run', 'bots:write', 'secrets:write', 'catalog:write'];
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
      signal: AbortSignal.timeout(30_000),
    });
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.status === 204 ? null : answer.json();
  }

  createBot(slug, argv, more = {}) {
    return this.call('POST', '/api/bots', { slug, name: slug, command: { argv }, ...more });
  }

  startRun(slug) {
    return this.call('POST', `/api/bots/${slug}/runs`, {});
  }

  async finished(id) {
    const until = Date.now() + longestRunMs;
    while (Date.now() < until) {
      const run = await this.call('GET', `/api/runs/${id}`);
      if (run.finishedAt) return run;
      await sleep(100);
    }
    throw new Error(`the run ${id} did not end in ${longestRunMs} ms`);
  }

  get runnerPid() {
    return Number(readFileSync(join(this.dataDir, 'run/runner.pid'), 'utf8').trim().split(/\s/)[0]);
  }

  async stop({ keepData = false } = {}) {
    await this.program.stop();
    if (!keepData) rmSync(this.dataDir, { recursive: true, force: true });
  }
}
