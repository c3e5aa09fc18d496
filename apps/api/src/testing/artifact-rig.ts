import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Collected, RunArtifacts } from '../modules/bots/application/artifacts/run-artifacts.js';
import { RunFolders } from '../modules/bots/application/runs/run-folders.js';
import { ObjectStorage } from '../platform/storage/object-storage.js';
import { beginRun } from './kept-runs.js';
import type { TestApp } from './test-app.js';

interface Attempt {
  readonly runId: string;
  readonly attempt: number;
}

/** What tests of artifacts do: fill the folder of an attempt as a bot would, have it collected, and read it again. */
export class ArtifactRig {
  private constructor(
    private readonly app: TestApp,
    readonly admin: string,
  ) {}

  static async of(app: TestApp): Promise<ArtifactRig> {
    const rig = new ArtifactRig(app, await app.asAdmin());
    for (const slug of ['maker', 'other']) {
      await rig.call('POST', '/api/bots', { slug, name: slug, command: { argv: ['true'] } });
    }
    return rig;
  }

  call(method: string, path: string, body?: unknown) {
    return this.app.call(method, path, body, { token: this.admin });
  }

  /** A run with an empty folder for its files. */
  async begin(): Promise<{ ref: Attempt; folder: string }> {
    const { id: runId } = await beginRun(this.app, 'maker');
    return this.folderOf({ runId, attempt: 1 });
  }

  folderOf(ref: Attempt): { ref: Attempt; folder: string } {
    const folder = this.app.get(RunFolders).artifactsOf(ref);
    mkdirSync(folder, { recursive: true });
    return { ref, folder };
  }

  collect(ref: Attempt): Promise<Collected> {
    return this.app.get(RunArtifacts).collect(ref);
  }

  async read(runId: string, name: string, headers: Record<string, string> = {}, method = 'GET') {
    const url = `${this.app.url}/api/runs/${runId}/artifacts/${encodeURIComponent(name)}`;
    const answer = await fetch(url, { method, headers: { authorization: `Bearer ${this.admin}`, ...headers } });
    return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
  }

  /** Keys of the stored objects of a run, or of all. */
  async objects(runId = ''): Promise<string[]> {
    const keys: string[] = [];
    for await (const { key } of this.app.get(ObjectStorage).list('artifacts/')) if (key.includes(runId)) keys.push(key);
    return keys;
  }

  pathOf(objectKey: string): string {
    return join(this.app.config.dataDir, 'objects', objectKey);
  }
}
