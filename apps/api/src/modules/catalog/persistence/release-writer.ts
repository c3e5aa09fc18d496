import { Injectable } from '@nestjs/common';
import { In, LessThan } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Database } from '../../../platform/database/database.js';
import { inChunks } from '../../../platform/database/in-chunks.js';
import type { FoundFile, FoundRelease } from '../domain/release-source.js';
import { FileEntity } from './file.entity.js';
import { type FileRow, filesOfTool } from './file-rows.js';
import { ReleaseEntity } from './release.entity.js';
import { ToolEntity } from './tool.entity.js';

type ReleaseRow = Omit<ReleaseEntity, 'tool'>;

/** How long it stays known that there was a version, and what it had, once its source has it no more. */
const rememberedMs = 90 * 24 * 60 * 60 * 1000;

/** Writes down what a source has now, in statements that are few however many versions there are. */
@Injectable()
export class ReleaseWriter {
  constructor(private readonly database: Database) {}

  /** See `ReleaseRepository.replace`. */
  async replace(toolId: string, found: readonly FoundRelease[], now: string) {
    if (!(await this.#lock(toolId))) return { added: 0, withdrawn: 0 };
    await this.#forget(toolId, now);
    const known = await this.#releases(toolId);
    const wanted = firstOf(found.map(kept), ({ version }) => version);
    const rows = wanted.map((release, position) => rowOf(release, toolId, position, known.get(release.version)));
    const ids = new Set(rows.map(({ id }) => id));
    const withdrawn = [...known.values()].filter((row) => row.withdrawnAt === null && !ids.has(row.id));
    await this.#put(rows.filter((row) => differs(row, known.get(row.version))));
    await this.#withdraw(withdrawn, now);
    await this.#replaceFiles(toolId, new Map(rows.map(({ id }, at) => [id, wanted[at]!.files])));
    const added = rows.filter(({ version }) => known.get(version)?.withdrawnAt !== null);
    return { added: added.length, withdrawn: withdrawn.length };
  }

  /** Two at once would both find a version missing, and both add it. */
  async #lock(toolId: string): Promise<boolean> {
    // SQLite has one writer.
    const lock = this.database.kind === 'postgres' && { lock: { mode: 'for_no_key_update' as const } };
    const where = { id: toolId };
    return (await this.database.manager.findOne(ToolEntity, { where, select: { id: true }, ...lock })) !== null;
  }

  /** What was withdrawn long ago, with its files: else a source that makes new versions each night is never read in time. */
  async #forget(toolId: string, now: string): Promise<void> {
    const before = new Date(Date.parse(now) - rememberedMs).toISOString();
    await this.database.manager.delete(ReleaseEntity, { toolId, withdrawnAt: LessThan(before) });
  }

  /** By version, those that are withdrawn among them. */
  async #releases(toolId: string): Promise<Map<string, ReleaseRow>> {
    const rows = await this.database.manager.findBy(ReleaseEntity, { toolId });
    return new Map(rows.map((row) => [row.version, row]));
  }

  async #put(rows: readonly ReleaseRow[]): Promise<void> {
    for (const batch of inChunks(rows)) await this.database.manager.upsert(ReleaseEntity, batch, ['id']);
  }

  async #withdraw(rows: readonly ReleaseRow[], now: string): Promise<void> {
    for (const batch of inChunks(rows.map(({ id }) => id)))
      await this.database.manager.update(ReleaseEntity, { id: In(batch) }, { withdrawnAt: now });
  }

  /** Versions that are not named keep theirs: it stays known what they had. */
  async #replaceFiles(toolId: string, wanted: ReadonlyMap<string, readonly FoundFile[]>): Promise<void> {
    const known = await this.#files(toolId);
    const rows = [...wanted].flatMap(([releaseId, files]) =>
      firstOf(files, ({ name }) => name).map((file) =>
        fileRowOf(file, releaseId, known.get(keyOf(releaseId, file.name))),
      ),
    );
    const ids = new Set(rows.map(({ id }) => id));
    const gone = [...known.values()].filter(({ id, releaseId }) => wanted.has(releaseId) && !ids.has(id));
    for (const batch of inChunks(gone.map(({ id }) => id)))
      await this.database.manager.delete(FileEntity, { id: In(batch) });
    const changed = rows.filter((row) => differs(row, known.get(keyOf(row.releaseId, row.name))));
    for (const batch of inChunks(changed)) await this.database.manager.upsert(FileEntity, batch, ['id']);
  }

  async #files(toolId: string): Promise<Map<string, FileRow>> {
    const rows = await filesOfTool(this.database.manager, toolId, 'all');
    return new Map(rows.map((row) => [keyOf(row.releaseId, row.name), row]));
  }
}

/** In texts that come back from both databases as they went in: PostgreSQL takes no NUL, neither half a surrogate pair. */
const kept = (found: FoundRelease): FoundRelease => ({
  ...found,
  version: textOf(found.version),
  name: textOf(found.name),
  notes: textOf(found.notes),
  files: found.files.map((file) => ({ ...file, name: textOf(file.name), contentType: textOf(file.contentType) })),
});

const textOf = (text: string): string => text.replace(/[\0\p{Cs}]/gu, '\uFFFD');

/** Ids have no slash. */
const keyOf = (releaseId: string, name: string): string => `${releaseId}/${name}`;

const rowOf = (found: FoundRelease, toolId: string, position: number, known: ReleaseRow | undefined): ReleaseRow => {
  const { version, name, releasedAt, notes, prerelease } = found;
  const id = known?.id ?? uuidv7();
  return { id, toolId, version, name, releasedAt, notes, prerelease, position, withdrawnAt: null };
};

/** Another file under a name gets another id, so that what is still measured of the one before is not taken for its own. */
const fileRowOf = (found: FoundFile, releaseId: string, known: FileRow | undefined): FileRow => {
  const { name, contentType, locator } = found;
  const same = known && isSame(found, known) ? known : undefined;
  return {
    ...{ id: same?.id ?? uuidv7(), releaseId, name, contentType, locator },
    sizeBytes: found.sizeBytes ?? same?.sizeBytes ?? null,
    sha256: found.sha256 ?? same?.sha256 ?? null,
  };
};

const isSame = (found: FoundFile, known: FileRow): boolean =>
  found.locator === known.locator && agree(found.sizeBytes, known.sizeBytes) && agree(found.sha256, known.sha256);

/** Null: not known. */
const agree = <T>(one: T | null, other: T | null): boolean => one === null || other === null || one === other;

const differs = <Row extends object>(row: Row, known: Row | undefined): boolean =>
  known === undefined || (Object.keys(row) as (keyof Row)[]).some((key) => row[key] !== known[key]);

/** Of those with one key, the first. */
const firstOf = <T>(items: readonly T[], keyOf: (item: T) => string): T[] => {
  const seen = new Set<string>();
  return items.filter((item) => {
    const key = keyOf(item);
    return !seen.has(key) && seen.add(key);
  });
};
