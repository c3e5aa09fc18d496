import { rmdir } from 'node:fs/promises';
import type { Artifact } from '@bothy/contracts';
import type { AttemptRef } from '@bothy/contracts/runner';
import { Injectable, Logger } from '@nestjs/common';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { artifactNotFound } from '../../artifacts.errors.js';
import { ArtifactRepository, type StoredArtifact } from '../../persistence/keeping/artifact.repository.js';
import { removeTree } from '../retention/remove-tree.js';
import { RunFolders } from '../runs/run-folders.js';
import { ArtifactStore } from './artifact-store.js';
import { Collection, collectionLimits } from './collection.js';

export interface Collected {
  /** How many files the run has now, of all its attempts. */
  readonly count: number;
  /** What was not kept of this attempt, and why, in sentences; null when all was. */
  readonly problem: string | null;
}

/** Files that runs leave behind: taken from their folder into the storage, listed, opened, removed. */
@Injectable()
export class RunArtifacts {
  readonly #logger = new Logger(RunArtifacts.name);
  /** An attempt is collected once, however often it is asked for at the same time. */
  readonly #going = new Map<string, Promise<Collected>>();

  constructor(
    private readonly folders: RunFolders,
    private readonly store: ArtifactStore,
    private readonly artifacts: ArtifactRepository,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * Takes what the attempt left in its folder, and empties it. Not within a unit of work. What a bot did is never an
   * error: what cannot be kept is told in `problem`. After a crash it is to be asked for again, and begins anew.
   */
  collect(ref: AttemptRef): Promise<Collected> {
    const key = `${ref.runId}.${ref.attempt}`;
    const going = this.#going.get(key) ?? this.#collect(ref).finally(() => this.#going.delete(key));
    this.#going.set(key, going);
    return going;
  }

  /** Deletes the objects of runs; their rows go with the runs'. */
  async remove(runIds: readonly string[]): Promise<void> {
    for (const runId of runIds) await this.store.deleteAll(runId);
  }

  countOf(runId: string): Promise<number> {
    return this.artifacts.count(runId);
  }

  /** All files of a run, and what was not kept of them. */
  async list(runId: string): Promise<{ items: Artifact[]; problem: string | null }> {
    const problems = await this.artifacts.problemsOf(runId);
    const told = problems.map(({ attempt, problem }) => (attempt === 1 ? problem : `Attempt ${attempt}: ${problem}`));
    return { items: await this.artifacts.ofRun(runId), problem: told.length === 0 ? null : told.join(' ') };
  }

  /** @throws DomainError `artifact_not_found` */
  async get(runId: string, name: string): Promise<StoredArtifact> {
    const file = await this.artifacts.find(runId, name);
    if (!file) throw artifactNotFound(name);
    return file;
  }

  /** The bytes `from` to `to` (not included); what was changed in the storage is an error and gives no wrong byte. */
  open(file: StoredArtifact, from: number, to: number): AsyncGenerator<Buffer> {
    return this.store.open(file, from, to);
  }

  async #collect(ref: AttemptRef): Promise<Collected> {
    const folder = this.folders.artifactsOf(ref);
    const isEmpty = await removeEmpty(folder);
    let done = await this.artifacts.collection(ref);
    if (!done && !isEmpty) {
      await this.#take(ref, folder);
      done = await this.artifacts.collection(ref);
    }
    if (!isEmpty) await this.#empty(folder);
    // Most runs leave nothing, and there is no earlier attempt that could have.
    const count = !done && ref.attempt === 1 ? 0 : await this.countOf(ref.runId);
    return { count, problem: done?.problem ?? null };
  }

  async #take(ref: AttemptRef, folder: string): Promise<void> {
    // What a crash left of an earlier try has no rows, and would never be found.
    await this.store.deleteAll(ref.runId, ref.attempt);
    const collection = new Collection(this.store, ref, collectionLimits);
    let isKept = false;
    try {
      await collection.collect(folder);
      const { files, problem } = collection;
      isKept = await this.unitOfWork.run(() => this.artifacts.keep(ref, files, problem));
    } finally {
      if (!isKept) await this.store.delete(collection.files.map(({ objectKey }) => objectKey));
    }
  }

  async #empty(folder: string): Promise<void> {
    try {
      await removeTree(folder);
    } catch (error) {
      // It goes with the run's own folder, or the sweep says again that it cannot.
      this.#logger.warn(`${folder} could not be emptied: ${String(error)}`);
    }
  }
}

/** @returns false when something is in it, or it is no folder. */
async function removeEmpty(folder: string): Promise<boolean> {
  try {
    await rmdir(folder);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT';
  }
}
