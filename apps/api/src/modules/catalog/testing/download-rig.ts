import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { DestinationStream } from 'pino';
import { createApp } from '../../../create-app.js';
import { ManualClock } from '../../../platform/clock/manual-clock.js';
import { Config } from '../../../platform/config/config.js';
import { startAppOn } from '../../../testing/app-on.js';
import { TestApp } from '../../../testing/test-app.js';
import { createPostgres, type DatabaseKind } from '../../../testing/test-databases.js';
import { DownloadCounter, type SentPart, type Visitor } from '../../metrics/index.js';

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  /** False where the connection was cut before the end. */
  readonly isWhole: boolean;
}

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The same bytes each time, and others for another seed. */
export const someBytes = (sizeBytes: number, seed = 1): Buffer => {
  const bytes = Buffer.alloc(sizeBytes);
  let state = seed;
  for (let at = 0; at < sizeBytes; at += 1) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    bytes[at] = state >>> 16;
  }
  return bytes;
};

const startLogged = async (
  { name }: Pick<DatabaseKind, 'name'>,
  settings: Record<string, string>,
  log: DestinationStream,
) => {
  const database = name === 'SQLite' ? null : await createPostgres();
  const config = Config.from({
    BOTHY_ROLE: 'api',
    BOTHY_DATA_DIR: mkdtempSync(join(tmpdir(), 'bothy-api-')),
    PORT: '0',
    ...settings,
    ...(database && { DATABASE_URL: database.url }),
  });
  const clock = new ManualClock();
  const nest = await createApp(config, { clock, log });
  await nest.listen(0, '127.0.0.1');
  const app = new TestApp(nest, config, clock);
  const remove = async () => {
    await app.remove();
    await database?.remove();
  };
  return { app, remove };
};

/** Tools whose files somebody downloads, with a folder of their own for those that lie on this machine. */
export class DownloadRig {
  /** What was told to be counted, in the order in which it came. */
  readonly told: { visitor: Visitor; part: SentPart }[] = [];

  private constructor(
    readonly app: TestApp,
    readonly root: string,
    readonly admin: string,
    private readonly removeApp: () => Promise<void>,
  ) {
    const counter = app.get(DownloadCounter);
    const count = counter.sent.bind(counter);
    counter.sent = (visitor, part) => {
      this.told.push({ visitor, part });
      return count(visitor, part);
    };
  }

  /** @param log gets what the server logs. */
  static async on(
    kind: Pick<DatabaseKind, 'name'>,
    overrides: Record<string, string> = {},
    log?: DestinationStream,
  ): Promise<DownloadRig> {
    const root = mkdtempSync(join(tmpdir(), 'bothy-tools-'));
    const settings = {
      BOTHY_CATALOG_ROOTS: root,
      BOTHY_ALLOW_PRIVATE_HOSTS: '127.0.0.1,localhost',
      BOTHY_LIMIT_SIGN_IN: '1000',
      ...overrides,
    };
    const { app, remove } = await (log ? startLogged(kind, settings, log) : startAppOn(kind, settings));
    return new DownloadRig(app, root, await app.asAdmin(), remove);
  }

  async remove(): Promise<void> {
    await this.removeApp();
    rmSync(this.root, { recursive: true });
  }

  call(method: string, path: string, body?: unknown) {
    return this.app.call(method, path, body, { token: this.admin });
  }

  /** Lays files for a version into the folder of a tool. */
  lay(slug: string, version: string, files: Readonly<Record<string, string | Uint8Array>>): void {
    const folder = join(this.root, slug, version);
    mkdirSync(folder, { recursive: true });
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  }

  /** Makes a tool, from its folder unless `more` says otherwise, and has its source asked. */
  async make(slug: string, more: Readonly<Record<string, unknown>> = {}): Promise<void> {
    mkdirSync(join(this.root, slug), { recursive: true });
    const source = { kind: 'directory', path: join(this.root, slug) };
    const made = await this.call('POST', '/api/catalog/tools', {
      ...{ slug, name: slug, summary: 'A tool.', visibility: 'public', source },
      ...more,
    });
    if (made.status !== 201) throw new Error(`The tool was not made: ${made.text}`);
    await this.sync(slug);
  }

  async sync(slug: string): Promise<void> {
    const synced = await this.call('POST', `/api/catalog/tools/${slug}/sync`);
    if (synced.status !== 200) throw new Error(`The source was not asked: ${synced.text}`);
  }

  /** Sends a request as it is written: no part of the path is made tidy, and nothing of the answer is unpacked. */
  ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<RawAnswer> {
    const { hostname, port } = new URL(this.app.url);
    return new Promise((resolve, reject) => {
      const asked = request({ hostname, port, path, method, headers, agent: false }, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        // A connection that is cut is told by `complete`.
        answer.on('error', () => {});
        answer.once('close', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            bytes: Buffer.concat(parts),
            isWhole: answer.complete,
          }),
        );
      });
      asked.once('error', reject);
      asked.end();
    });
  }

  /** Begins an answer and reads no byte of it. */
  begin(path: string, headers: Record<string, string> = {}) {
    const { hostname, port } = new URL(this.app.url);
    const asked = request({ hostname, port, path, headers, agent: false });
    asked.on('error', () => {});
    asked.end();
    return asked;
  }

  /** A real curl. @returns how it ended, and what it printed. */
  async curl(args: readonly string[]): Promise<{ code: number; output: string }> {
    try {
      const { stdout } = await promisify(execFile)('curl', ['-sS', ...args]);
      return { code: 0, output: stdout };
    } catch (error) {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
      return { code, output: `${stdout}${stderr}` };
    }
  }

  async totals(tool: string): Promise<{ downloads: number; botDownloads: number; bytes: number }> {
    return (await this.call('GET', `/api/metrics/totals?tool=${tool}`)).json;
  }
}
