import type { Evidence } from '../../../../../../ops/testing/evidence.mjs';
import { type Answer, startTestApp, type TestApp } from '../../../testing/test-app.js';
import { Counts } from '../../metrics/index.js';
import { GitBackend } from './git-backend.js';
import { GitProgram, type GitRun } from './git-program.js';
import { GitRepositories } from './git-repositories.js';

export interface GitFigures {
  readonly clones: number;
  readonly fetches: number;
}

const secret = 'GIT_TOKEN';

/** For tests: a server, a git server behind it that wants a token, and a git before it. */
export class GitRig {
  private constructor(
    readonly app: TestApp,
    readonly admin: string,
    readonly git: GitProgram,
    readonly repositories: GitRepositories,
    readonly backend: GitBackend,
  ) {}

  /** @param kept gets what the server logs */
  static async open(overrides: Record<string, string> = {}, kept?: Evidence): Promise<GitRig> {
    const git = new GitProgram();
    const repositories = new GitRepositories(git);
    const backend = await new GitBackend(repositories.bare).start();
    const settings = {
      BOTHY_ALLOW_PRIVATE_HOSTS: '127.0.0.1,localhost',
      BOTHY_LIMIT_DOWNLOADS: '100000',
      ...overrides,
    };
    const app = await startTestApp(settings, undefined, kept);
    const rig = new GitRig(app, await app.asAdmin(), git, repositories, backend);
    await rig.call('PUT', `/api/secrets/${secret}`, { value: backend.token, origins: [backend.origin] });
    return rig;
  }

  async call(method: string, path: string, body?: unknown): Promise<Answer> {
    const answer = await this.app.call(method, path, body, { token: this.admin });
    if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`);
    return answer;
  }

  /** Makes a tool whose clones come from a repository of the backend, unless `git` says otherwise. */
  async tool(slug: string, extra: object = {}, path = `${slug}.git`): Promise<void> {
    const git = { url: `${this.backend.origin}/${path}`, tokenSecret: secret };
    await this.call('POST', '/api/catalog/tools', { slug, name: slug, summary: 'A tool.', git, ...extra });
  }

  /** Where git finds it. */
  url(repository: string): string {
    return `${this.app.url}/git/${repository}`;
  }

  /** Git with these arguments; the last is the name of a folder in which it is to run, if there is a second. */
  run(args: readonly string[], folder?: string): Promise<GitRun> {
    return this.git.run(args, folder === undefined ? {} : { cwd: this.git.path(folder) });
  }

  /** As `run`, for what has to succeed. */
  get(args: readonly string[], folder?: string): Promise<string> {
    return this.git.get(args, folder === undefined ? {} : { cwd: this.git.path(folder) });
  }

  /** All that git was told is over is counted by now. */
  async figures(tool: string): Promise<GitFigures & { readonly bytes: number }> {
    await this.app.get(Counts).written();
    const { json } = await this.call('GET', `/api/metrics/totals?tool=${tool}`);
    return { clones: json.clones, fetches: json.fetches, bytes: json.bytes };
  }

  /** What an act adds to the figures. */
  async counted(tool: string, act: () => Promise<unknown>): Promise<GitFigures> {
    const before = await this.figures(tool);
    await act();
    const after = await this.figures(tool);
    return { clones: after.clones - before.clones, fetches: after.fetches - before.fetches };
  }

  async remove(): Promise<void> {
    await this.app.remove();
    await this.backend.stop();
    await this.git.remove();
  }
}
