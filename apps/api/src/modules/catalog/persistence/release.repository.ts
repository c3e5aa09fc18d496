import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { Database } from '../../../platform/database/database.js';
import type { FoundRelease } from '../domain/release-source.js';
import type { FileRecord, ReleaseRecord } from '../domain/tool-record.js';
import { FileEntity } from './file.entity.js';
import { type FileRow, filesOfTool } from './file-rows.js';
import { ReleaseEntity } from './release.entity.js';
import { ReleaseWriter } from './release-writer.js';

/** The name under which the newest version is asked for; no version of its own has it. */
const latest = 'latest';

export interface LatestRelease {
  readonly version: string;
  readonly releasedAt: string;
}

/** Versions of tools and their files. */
@Injectable()
export class ReleaseRepository {
  constructor(
    private readonly database: Database,
    private readonly writer: ReleaseWriter,
  ) {}

  /** Those that are not withdrawn, the newest first. */
  async ofTool(toolId: string): Promise<ReleaseRecord[]> {
    const where = { toolId, withdrawnAt: IsNull() };
    const rows = await this.database.manager.find(ReleaseEntity, { where, order: { position: 'ASC' } });
    if (rows.length === 0) return [];
    const files = new Map<string, FileRow[]>(rows.map(({ id }) => [id, []]));
    for (const file of await filesOfTool(this.database.manager, toolId, 'served'))
      files.get(file.releaseId)?.push(file);
    return rows.map((row) => recordOf(row, files.get(row.id) ?? []));
  }

  /** The newest version of each that is no prerelease; the newest of all where each is one. By the tool's id. */
  async latestOf(toolIds: readonly string[]): Promise<Map<string, LatestRelease>> {
    if (toolIds.length === 0) return new Map();
    const rows = await this.database.manager
      .createQueryBuilder(ReleaseEntity, 'release')
      .where(`release.id IN (SELECT ${latestIdOf('tool.id')} FROM catalog_tools tool WHERE tool.id IN (:...toolIds))`, {
        toolIds,
      })
      .getMany();
    return new Map(rows.map(({ toolId, version, releasedAt }) => [toolId, { version, releasedAt }]));
  }

  /**
   * Also one that was withdrawn: see `withdrawnAt`.
   *
   * @param version `latest` is the newest as `latestOf` knows it, and never one that was withdrawn.
   */
  async find(toolId: string, version: string): Promise<ReleaseRecord | null> {
    const row = await (version === latest ? this.#latest(toolId) : this.#named(toolId, version));
    if (!row) return null;
    const files = await this.database.manager.findBy(FileEntity, { releaseId: row.id });
    return recordOf(row, files);
  }

  /**
   * Makes the tool's versions those that were found, within a unit of work. Versions that are not among them are
   * withdrawn, and forgotten after 90 days; files that are not among them are gone; a file that stayed the same keeps what
   * was measured of it.
   *
   * @param found the newest first. Of versions of one name, and files of one name, the first counts.
   * @returns how many versions are new, or back, and how many were withdrawn; none where the tool is gone.
   */
  replace(
    toolId: string,
    found: readonly FoundRelease[],
    now: string,
  ): Promise<{ readonly added: number; readonly withdrawn: number }> {
    return this.writer.replace(toolId, found, now);
  }

  /** Forgets all versions, for a tool that has another source now. Within a unit of work. */
  async clear(toolId: string): Promise<void> {
    await this.database.manager.delete(ReleaseEntity, { toolId });
  }

  /** Keeps what a file turned out to be. Within a unit of work; a file that is gone meanwhile is let be. */
  async measured(fileId: string, is: { readonly sizeBytes: number; readonly sha256: string }): Promise<void> {
    const { sizeBytes, sha256 } = is;
    await this.database.manager.update(FileEntity, { id: fileId }, { sizeBytes, sha256 });
  }

  /** Files whose checksum is not known, of versions that are not withdrawn; those of the newest first. */
  async unmeasured(toolId: string): Promise<FileRecord[]> {
    const rows = await this.database.manager
      .createQueryBuilder(FileEntity, 'file')
      .innerJoin('file.release', 'release')
      .where('release.toolId = :toolId AND release.withdrawnAt IS NULL AND file.sha256 IS NULL', { toolId })
      .orderBy('release.position')
      .addOrderBy('file.name')
      .getMany();
    return rows.map(fileOf);
  }

  #named(toolId: string, version: string): Promise<ReleaseEntity | null> {
    return this.database.manager.findOneBy(ReleaseEntity, { toolId, version });
  }

  #latest(toolId: string): Promise<ReleaseEntity | null> {
    return this.database.manager
      .createQueryBuilder(ReleaseEntity, 'release')
      .where(`release.id = ${latestIdOf(':toolId')}`, { toolId })
      .getOne();
  }
}

/** In SQL; two looks into the index of positions, however many versions there are. */
const latestIdOf = (toolId: string): string => {
  const newest = (also: string) =>
    `(SELECT id FROM catalog_releases WHERE tool_id = ${toolId} AND withdrawn_at IS NULL ${also} ` +
    'ORDER BY position LIMIT 1)';
  return `COALESCE(${newest('AND NOT prerelease')}, ${newest('')})`;
};

const fileOf = ({ id, name, sizeBytes, sha256, contentType, locator }: FileRow): FileRecord => ({
  ...{ id, name, sizeBytes, sha256, contentType, locator },
});

const recordOf = (row: ReleaseEntity, files: readonly FileRow[]): ReleaseRecord => {
  const { id, version, name, releasedAt, notes, prerelease, withdrawnAt } = row;
  return { id, version, name, releasedAt, notes, prerelease, withdrawnAt, files: files.map(fileOf).toSorted(byName) };
};

/** Here and not in SQL: PostgreSQL sorts by the language of its machine. */
const byName = (one: FileRecord, other: FileRecord): number => (one.name < other.name ? -1 : 1);
