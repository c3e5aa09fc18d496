import { type Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock.js';
import { DataFolder } from '../../../../platform/storage/data-folder.js';
import { KeptRuns } from '../../persistence/keeping/kept-runs.js';
import { removeTree } from './remove-tree.js';

const hourMs = 60 * 60 * 1000;
const atOnce = 500;
const idForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Removes folders of runs and bots that have no row any more: a crash left them between the row's end and theirs. */
@Injectable()
export class LeftoverSweep {
  readonly #logger = new Logger(LeftoverSweep.name);

  constructor(
    private readonly data: DataFolder,
    private readonly runs: KeptRuns,
    private readonly clock: Clock,
  ) {}

  /** @returns how many folders were removed. */
  async run(): Promise<number> {
    return (await this.#sweep('runs')) + (await this.#sweep('bots'));
  }

  async #sweep(kind: 'runs' | 'bots'): Promise<number> {
    const root = this.data.folder(kind);
    const names = (await readdir(root, { withFileTypes: true })).filter(isFolderOfId).map(({ name }) => name);
    let removed = 0;
    for (let at = 0; at < names.length; at += atOnce) {
      const ids = names.slice(at, at + atOnce);
      const present = await this.runs.present(kind, ids);
      for (const id of ids) if (!present.has(id)) removed += await this.#remove(join(root, id));
    }
    return removed;
  }

  /** One that is younger may belong to a row that is not committed yet. */
  async #remove(folder: string): Promise<number> {
    try {
      const ageMs = this.clock.now().getTime() - (await stat(folder)).mtimeMs;
      if (ageMs < hourMs) return 0;
      await removeTree(folder);
      return 1;
    } catch (error) {
      this.#logger.warn(`${folder} belongs to nothing and could not be removed: ${String(error)}`);
      return 0;
    }
  }
}

const isFolderOfId = (entry: Dirent): boolean => entry.isDirectory() && idForm.test(entry.name);
