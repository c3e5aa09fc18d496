import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RunArtifacts } from '../modules/bots/application/artifacts/run-artifacts.js';
import { RunEntity } from '../modules/bots/persistence/run.entity.js';
import { Database } from '../platform/database/database.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ArtifactRig } from './artifact-rig.js';
import { beginRun, endRun } from './kept-runs.js';
import type { TestApp } from './test-app.js';

/** Versions of a tool as runs of the bot `maker` leave them behind, each with one file. */
export class LeftVersions {
  /** Of their runs. */
  readonly #ids = new Map<string, string>();

  private constructor(
    private readonly app: TestApp,
    private readonly rig: ArtifactRig,
  ) {}

  static async of(app: TestApp): Promise<LeftVersions> {
    return new LeftVersions(app, await ArtifactRig.of(app));
  }

  async put(version: string, name: string, bytes: Buffer): Promise<void> {
    const run = await beginRun(this.app, 'maker');
    const { ref, folder } = this.rig.folderOf({ runId: run.id, attempt: 1 });
    writeFileSync(join(folder, name), bytes);
    const { count } = await this.rig.collect(ref);
    await endRun(this.app, run, 'succeeded', { artifactCount: count, params: JSON.stringify({ version }) });
    this.#ids.set(version, run.id);
  }

  async remove(version: string): Promise<void> {
    const id = this.#ids.get(version) ?? '';
    await this.app.get(UnitOfWork).run(() => this.app.get(Database).manager.delete(RunEntity, { id }));
    await this.app.get(RunArtifacts).remove([id]);
  }
}
