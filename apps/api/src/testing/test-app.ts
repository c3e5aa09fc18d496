import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Role } from '@bothy/contracts';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Evidence } from '../../../../ops/testing/evidence.mjs';
import { createApp } from '../create-app.js';
import { MemberEntity } from '../modules/identity/persistence/member.entity.js';
import { PasswordHasher } from '../modules/identity/application/passwords/password-hasher.js';
import { ManualClock } from '../platform/clock/manual-clock.js';
import { Config } from '../platform/config/config.js';
import { Database } from '../platform/database/database.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { AppEvidence } from './app-evidence.js';
import { saveProgram } from './save-program.js';

export interface CallOptions {
  readonly token?: string | null;
  readonly headers?: Record<string, string>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; null when it is not JSON. */
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly json: any;
}

export const testPassword = 'correct-horse-battery-7';

/** A real server on a port of its own, over a data folder of its own. */
export class TestApp {
  readonly url: string;

  constructor(
    readonly app: NestFastifyApplication,
    readonly config: Config,
    readonly clock: ManualClock,
    private readonly evidence: AppEvidence | null = null,
  ) {
    const address = app.getHttpServer().address();
    if (address === null || typeof address === 'string') throw new Error('The server does not listen.');
    this.url = `http://localhost:${address.port}`;
  }

  get<T>(type: abstract new (...args: never[]) => T): T {
    return this.app.get(type as new (...args: never[]) => T, { strict: false });
  }

  /** Sends a request; `body` goes as JSON unless it is text or bytes already. */
  async call(method: string, path: string, body?: unknown, options: CallOptions = {}): Promise<Answer> {
    const headers: Record<string, string> = { ...options.headers };
    if (body !== undefined) headers['content-type'] ??= 'application/json';
    if (options.token) headers['authorization'] = `Bearer ${options.token}`;
    const isRaw = typeof body === 'string' || body instanceof Uint8Array;
    const sent = body === undefined ? {} : { body: isRaw ? (body as string) : JSON.stringify(body) };
    const response = await fetch(this.url + path, { method, headers, redirect: 'manual', ...sent });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parsed(text) };
  }

  /** Makes the first admin by the setup token. @returns its access token. */
  async asAdmin(): Promise<string> {
    const token = readFileSync(join(this.config.dataDir, 'setup-token'), 'utf8').trim();
    const body = { token, name: 'Ada Admin', email: 'ada@example.test', password: testPassword };
    const answer = await this.call('POST', '/api/setup', body);
    if (answer.status !== 201) throw new Error(`Setup answered ${answer.status}: ${answer.text}`);
    return answer.json.accessToken;
  }

  /** Adds a member straight to the database and signs in. @returns its access token. */
  async asRole(role: Role): Promise<string> {
    return (await this.signIn(await this.addMember(role))).json.accessToken;
  }

  async addMember(role: Role): Promise<string> {
    const email = `${role}-${randomUUID()}@example.test`;
    const passwordHash = await this.get(PasswordHasher).hash(testPassword);
    const member = { id: randomUUID(), name: role, email, role, passwordHash, createdAt: new Date().toISOString() };
    await this.get(UnitOfWork).run(() => this.get(Database).manager.insert(MemberEntity, member));
    return email;
  }

  signIn(email: string, password = testPassword): Promise<Answer> {
    return this.call('POST', '/api/auth/login', { email, password });
  }

  /** Stops the server and keeps its data, as for a restart. */
  async close(): Promise<void> {
    await this.evidence?.end(this.config);
    await this.app.close();
  }

  async remove(): Promise<void> {
    await this.close();
    for (let attempt = 0; existsSync(this.config.dataDir); attempt += 1) {
      if (attempt > 0) await sleep(100);
      // A runner that was still starting when its server closed may write here for a moment more.
      this.endRunner();
      await rm(this.config.dataDir, { recursive: true, force: true }).catch((error: Error) => {
        if (attempt === 30) throw error;
      });
    }
  }

  private endRunner(): void {
    const path = join(this.config.dataDir, 'run', 'runner.pid');
    if (!existsSync(path)) return;
    const pid = Number(readFileSync(path, 'utf8'));
    // Half-written it reads as 0, which would mean our own process group.
    if (!Number.isInteger(pid) || pid < 2) return;
    try {
      process.kill(pid, 'SIGTERM');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }
}

/** Starts a server; `overrides` are variables of the environment. `kept` gets what it logs, answers and keeps. */
export const startTestApp = async (
  overrides: Record<string, string> = {},
  page?: string,
  kept: Evidence | null = Evidence.ofRun(),
): Promise<TestApp> => {
  const dataDir = overrides['BOTHY_DATA_DIR'] ?? mkdtempSync(join(tmpdir(), 'bothy-api-'));
  const config = Config.from({
    BOTHY_LOG_LEVEL: kept ? 'trace' : 'silent',
    BOTHY_ROLE: 'api',
    BOTHY_DATA_DIR: dataDir,
    PORT: '0',
    ...overrides,
  });
  const clock = new ManualClock();
  const evidence = kept && new AppEvidence(kept);
  const app = await createApp(config, { clock, page, log: evidence?.log, saveProgram });
  await app.listen(0, '127.0.0.1');
  evidence?.begin(app, config);
  return new TestApp(app, config, clock, evidence);
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
};
