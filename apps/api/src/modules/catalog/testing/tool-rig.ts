import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAppOn } from '../../../testing/app-on.js';
import type { Answer, TestApp } from '../../../testing/test-app.js';
import type { DatabaseKind } from '../../../testing/test-databases.js';

const roles = ['operator', 'member', 'viewer'] as const;
type Who = 'admin' | (typeof roles)[number];

export const toolsPath = '/api/catalog/tools';

/** For tests: a server with a folder of tools, and one of each role who asks it. */
export class ToolRig {
  private constructor(
    readonly app: TestApp,
    /** Under which folders of tools may lie. */
    readonly root: string,
    readonly tokens: Readonly<Record<Who, string>>,
    private readonly removeApp: () => Promise<void>,
  ) {}

  static async open(kind: Pick<DatabaseKind, 'name'>): Promise<ToolRig> {
    const root = realpathSync(mkdtempSync(join(tmpdir(), 'bothy-catalog-')));
    const { app, remove } = await startAppOn(kind, {
      BOTHY_ALLOW_PRIVATE_HOSTS: '127.0.0.1',
      BOTHY_CATALOG_ROOTS: root,
      BOTHY_LIMIT_ANONYMOUS: '10000',
      BOTHY_PUBLIC_URL: 'https://bothy.example',
    });
    const admin = await app.asAdmin();
    const [operator = '', member = '', viewer = ''] = await Promise.all(roles.map((role) => app.asRole(role)));
    return new ToolRig(app, root, { admin, operator, member, viewer }, remove);
  }

  /** @param who null: a stranger. */
  as(who: Who | null, method: string, path: string, body?: unknown): Promise<Answer> {
    return this.app.call(method, path, body, { token: who && this.tokens[who] });
  }

  /** As an operator, of what lies under the list of tools. */
  call(method: string, path: string, body?: unknown): Promise<Answer> {
    return this.as('operator', method, toolsPath + path, body);
  }

  make(slug: string, extra: object = {}): Promise<Answer> {
    return this.call('POST', '', { slug, name: slug, summary: 'Does a thing.', ...extra });
  }

  async read(slug: string): Promise<Answer['json']> {
    return (await this.call('GET', `/${slug}`)).json;
  }

  /** The newest entry of the audit trail. */
  async deed(): Promise<Answer['json']> {
    return (await this.as('admin', 'GET', '/api/audit?limit=1')).json.items[0];
  }

  /** Adds versions of two files each to a folder of a tool. @returns its path. */
  folder(name: string, versions: readonly string[]): string {
    for (const version of versions) {
      mkdirSync(join(this.root, name, version), { recursive: true });
      writeFileSync(join(this.root, name, version, 'a b.zip'), 'hello');
      writeFileSync(join(this.root, name, version, 'c.txt'), version);
    }
    return join(this.root, name);
  }

  async remove(): Promise<void> {
    await this.removeApp();
    rmSync(this.root, { recursive: true });
  }
}

/** Status and fields of a refusal. */
export const refusalOf = ({ status, json }: Answer) => ({
  status,
  paths: (json.issues as { path: unknown[] }[] | undefined)?.map(({ path }) => path.join('.')),
});
