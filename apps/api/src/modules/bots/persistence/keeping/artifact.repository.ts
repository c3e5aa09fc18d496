import type { Artifact } from '@bothy/contracts';
import type { AttemptRef } from '@bothy/contracts/runner';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Clock } from '../../../../platform/clock/clock.js';
import { Database } from '../../../../platform/database/database.js';
import { RunEntity } from '../run.entity.js';
import { ArtifactCollectionEntity } from './artifact-collection.entity.js';
import { RunArtifactEntity } from './run-artifact.entity.js';

/** A file as it lies in the object storage. */
export type StoredArtifact = Omit<RunArtifactEntity, 'run'>;

/** SQLite takes so many values in one statement, and more than any other database needs at once. */
const rowsAtOnce = 80;

@Injectable()
export class ArtifactRepository {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** That an attempt was collected, and what was not kept of it; null when it was not. */
  collection({ runId, attempt }: AttemptRef): Promise<{ readonly problem: string | null } | null> {
    return this.database.manager.findOneBy(ArtifactCollectionEntity, { runId, attempt });
  }

  /** What an attempt left. @returns false when its run is there no more. */
  async keep({ runId, attempt }: AttemptRef, files: readonly StoredArtifact[], problem: string | null) {
    const { manager } = this.database;
    if (!(await manager.existsBy(RunEntity, { id: runId }))) return false;
    for (let at = 0; at < files.length; at += rowsAtOnce) {
      await manager.insert(RunArtifactEntity, files.slice(at, at + rowsAtOnce));
    }
    const collectedAt = this.clock.now().toISOString();
    await manager.insert(ArtifactCollectionEntity, { runId, attempt, problem, collectedAt });
    return true;
  }

  /** By name; of several attempts that left a file of one name, the last one's. */
  async ofRun(runId: string): Promise<Artifact[]> {
    const rows = await this.database.manager.find(RunArtifactEntity, {
      where: { runId },
      order: { attempt: 'ASC' },
    });
    const byName = new Map(rows.map((row) => [row.name, row]));
    return [...byName.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(presentArtifact);
  }

  /** What was not kept of the run, attempt by attempt. */
  async problemsOf(runId: string): Promise<{ attempt: number; problem: string }[]> {
    const rows = await this.database.manager.find(ArtifactCollectionEntity, {
      where: { runId },
      order: { attempt: 'ASC' },
    });
    return rows.flatMap(({ attempt, problem }) => (problem === null ? [] : [{ attempt, problem }]));
  }

  find(runId: string, name: string): Promise<StoredArtifact | null> {
    return this.database.manager.findOne(RunArtifactEntity, { where: { runId, name }, order: { attempt: 'DESC' } });
  }

  /** As many as {@link ofRun} lists. */
  async count(runId: string): Promise<number> {
    const row = await this.database.manager
      .createQueryBuilder(RunArtifactEntity, 'artifact')
      .select('COUNT(DISTINCT artifact.name)', 'names')
      .where('artifact.run_id = :runId', { runId })
      .getRawOne<{ names: number | string }>();
    return Number(row?.names ?? 0);
  }

  /** Those among the keys that a row names. */
  async known(keys: readonly string[]): Promise<Set<string>> {
    const rows = await this.database.manager.find(RunArtifactEntity, {
      where: { objectKey: In([...keys]) },
      select: { id: true, objectKey: true },
    });
    return new Set(rows.map(({ objectKey }) => objectKey));
  }
}

const presentArtifact = (row: RunArtifactEntity): Artifact => ({
  name: row.name,
  sizeBytes: row.sizeBytes,
  contentType: row.contentType,
  sha256: row.sha256,
  attempt: row.attempt,
  createdAt: row.createdAt,
});
