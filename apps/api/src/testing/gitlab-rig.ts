import { GitlabStandIn } from '../../../../ops/testing/gitlab/gitlab.mjs';
import { PlainFile } from '../../../../ops/testing/gitlab/seeded-file.mjs';
import type { TestApp } from './test-app.js';

export const gitlabSecret = 'GITLAB_TOKEN';

/** Whatever a test's server needs to reach its GitLab. */
export const gitlabEnvironment = { BOTHY_ALLOW_PRIVATE_HOSTS: '127.0.0.1,localhost' };

/** A server with a private GitLab beside it, whose token is one of the team's secrets. */
export class GitlabRig {
  #day = 0;

  private constructor(
    readonly app: TestApp,
    readonly admin: string,
    readonly gitlab: GitlabStandIn,
  ) {}

  static async of(app: TestApp, admin: string): Promise<GitlabRig> {
    const rig = new GitlabRig(app, admin, await GitlabStandIn.start());
    const secret = { value: rig.gitlab.token, origins: [rig.gitlab.url] };
    const kept = await rig.call('PUT', `/api/secrets/${gitlabSecret}`, secret);
    if (kept.status >= 300) throw new Error(`The secret was not kept: ${kept.text}`);
    return rig;
  }

  get source() {
    const { url: baseUrl, projectId } = this.gitlab;
    return { kind: 'gitlab' as const, baseUrl, projectId, tokenSecret: gitlabSecret };
  }

  call(method: string, path: string, body?: unknown) {
    return this.app.call(method, path, body, { token: this.admin });
  }

  /** A release with its files, each in a package of its version that a link leads to. The later one is the newer one. */
  release(tag: string, files: Readonly<Record<string, Buffer | string>> = {}): void {
    const links = Object.entries(files).map(([file_name, bytes]) => ({
      name: file_name,
      url: this.publish(tag, file_name, bytes),
    }));
    this.gitlab.release({ tag_name: tag, released_at: this.nextDay(), links });
  }

  publish(version: string, file_name: string, bytes: Buffer | string): string {
    return this.gitlab.publish({ name: 'tool', version, file_name, file: new PlainFile(bytes) });
  }

  nextDay(): string {
    this.#day += 1;
    return new Date(Date.UTC(2026, 0, 1) + this.#day * 86_400_000).toISOString();
  }

  stop(): Promise<void> {
    return this.gitlab.stop();
  }
}
