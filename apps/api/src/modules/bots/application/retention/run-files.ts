import { Injectable } from '@nestjs/common';
import { RunArtifacts } from '../artifacts/run-artifacts.js';
import { RunFolders } from '../runs/run-folders.js';
import { removeTree } from './remove-tree.js';

/** All that a run keeps outside of the database. */
@Injectable()
export class RunFiles {
  constructor(
    private readonly folders: RunFolders,
    private readonly artifacts: RunArtifacts,
  ) {}

  async remove(runId: string): Promise<void> {
    await removeTree(this.folders.ofRun(runId));
    await this.artifacts.remove([runId]);
  }
}
