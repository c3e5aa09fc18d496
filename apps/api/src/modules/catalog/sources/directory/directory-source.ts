import { constants, type BigIntStats } from 'node:fs';
import { open, realpath, type FileHandle } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { ToolSource } from '@bothy/contracts';
import { Injectable, Logger } from '@nestjs/common';
import type { Body } from '../../../../platform/bytes/body.js';
import { FileBody } from '../../../../platform/bytes/file-body.js';
import { DomainError } from '../../../../platform/errors/domain-error.js';
import { contentTypeOf } from '../../../bots/index.js';
import { LeftOut } from '../../domain/left-out.js';
import {
  type FoundFile,
  type FoundRelease,
  type Listing,
  ReleaseSource,
  type Span,
} from '../../domain/release-source.js';
import { isServedFile, isServedVersion, shownName } from '../../domain/served-names.js';
import type { FileRecord } from '../../domain/tool-record.js';
import { byNewestVersion, isPrerelease } from '../../domain/versions.js';
import { fileChanged, fileGone, fileUnavailable, sourceUnavailable } from '../../sources.errors.js';
import { CatalogRoots, isWithin, type ToolFolder } from './catalog-roots.js';
import { isMarked, markOf, readMark } from './file-mark.js';
import { type FolderEntry, FolderListing } from './folder-listing.js';
import { orNothing } from './or-nothing.js';
import { UnchangedBody } from './unchanged-body.js';

export type DirectorySettings = Extract<ToolSource, { kind: 'directory' }>;

const mostVersions = 2000;
const mostFiles = 500;
/** Markdown beside the files of a version: what is told of it. */
const notesName = 'NOTES.md';
const longestNotesBytes = 200_000;

/** Versions in a folder of the server: `<version>/<file>`. */
@Injectable()
export class DirectorySource extends ReleaseSource<DirectorySettings> {
  readonly kind = 'directory';
  readonly #logger = new Logger(DirectorySource.name);

  constructor(private readonly roots: CatalogRoots) {
    super();
  }

  async check({ path }: DirectorySettings): Promise<void> {
    await this.roots.folderOf(path);
  }

  async list({ path }: DirectorySettings, validator: string | null, signal: AbortSignal): Promise<Listing> {
    const folder = await this.#folder(path);
    const leftOut = new LeftOut();
    const listing = new FolderListing(folder, leftOut);
    const releases: FoundRelease[] = [];
    const hash = createHash('sha256');
    for (const version of await this.#versions(listing, folder, leftOut)) {
      signal.throwIfAborted();
      const entries = await filesOf(listing, version, leftOut);
      // It was removed while we looked.
      if (!entries) continue;
      releases.push(await this.#release(version, entries, folder));
      hash.update(
        JSON.stringify([version.name, entries.map(({ name, stats }) => markOf([version.name, name], stats))]),
      );
    }
    const found = hash.digest('hex');
    const notes = leftOut.sentences;
    return { releases: found === validator ? null : releases, validator: found, notes };
  }

  async open({ path }: DirectorySettings, file: FileRecord, span: Span | null): Promise<Body> {
    const folder = await this.#folderToServe(path);
    const mark = readMark(file.locator);
    const real = await realOf(join(folder.path, ...mark.parts));
    if (real === null || !isWithin(real, folder.root)) throw fileGone();
    const handle = await openPlain(real);
    if (handle === null) throw fileGone();
    try {
      if (!isMarked(mark, await handle.stat({ bigint: true }))) throw fileChanged();
    } catch (error) {
      await handle.close();
      throw error;
    }
    return new UnchangedBody(new FileBody(handle, span ?? { from: 0, to: mark.sizeBytes }), real, mark);
  }

  async #folder(path: string): Promise<ToolFolder> {
    try {
      return await this.roots.folderOf(path);
    } catch (error) {
      throw error instanceof DomainError ? sourceUnavailable(error.message) : error;
    }
  }

  /** Whoever downloads is not told how the server is set up. */
  async #folderToServe(path: string): Promise<ToolFolder> {
    try {
      return await this.roots.folderOf(path);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.#logger.error(`A file could not be served: ${error.message}`);
      throw fileUnavailable();
    }
  }

  /** The newest first. */
  async #versions(listing: FolderListing, { path }: ToolFolder, leftOut: LeftOut): Promise<FolderEntry[]> {
    const entries = await listing.of(path, isServedVersion);
    if (!entries) throw sourceUnavailable('The folder of the tool is not there any more.');
    for (const { name, stats } of entries)
      if (!stats.isDirectory()) leftOut.note(`${shownName(name)} is no folder, and so no version.`);
    const folders = entries.filter(({ stats }) => stats.isDirectory());
    if (folders.length > mostVersions) leftOut.note(`Only the ${mostVersions} newest of ${folders.length} are served.`);
    return folders.toSorted((a, b) => byNewestVersion(a.name, b.name)).slice(0, mostVersions);
  }

  async #release(version: FolderEntry, entries: readonly FolderEntry[], folder: ToolFolder): Promise<FoundRelease> {
    const notes = entries.find(({ name }) => name === notesName);
    const files = entries.filter((entry) => entry !== notes);
    const newest = entries.map(({ stats }) => stats.mtimeMs).reduce((a, b) => (a > b ? a : b), 0n);
    return {
      version: version.name,
      name: version.name,
      releasedAt: new Date(Number(newest === 0n ? version.stats.mtimeMs : newest)).toISOString(),
      notes: notes ? await readNotes(notes, folder) : '',
      prerelease: isPrerelease(version.name),
      files: files.map((file) => foundFile(version.name, file)),
    };
  }
}

const filesOf = async (
  listing: FolderListing,
  version: FolderEntry,
  leftOut: LeftOut,
): Promise<FolderEntry[] | null> => {
  const entries = await listing.of(version.path, isServedFile);
  if (!entries) return null;
  for (const { name, stats } of entries)
    if (!stats.isFile()) leftOut.note(`${shownName(`${version.name}/${name}`)} is no file.`);
  const files = entries.filter(({ stats }) => stats.isFile());
  if (files.length > mostFiles)
    leftOut.note(`Of ${shownName(version.name)}, only ${mostFiles} of ${files.length} files are served.`);
  return files.slice(0, mostFiles);
};

const foundFile = (version: string, { name, stats }: { name: string; stats: BigIntStats }): FoundFile => ({
  name,
  sizeBytes: Number(stats.size),
  sha256: null,
  contentType: contentTypeOf(name),
  locator: JSON.stringify(markOf([version, name], stats)),
});

/** Null where there is none, or not any more. */
const realOf = (path: string): Promise<string | null> => orNothing(realpath(path));

/** A link in the last place is no file; a pipe would hold whoever opens it. */
const openPlain = (path: string): Promise<FileHandle | null> =>
  orNothing(open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK));

const readNotes = async (notes: FolderEntry, { root }: ToolFolder): Promise<string> => {
  const real = await realOf(notes.path);
  const handle = real !== null && isWithin(real, root) ? await openPlain(real) : null;
  if (!handle) return '';
  try {
    const bytes = Buffer.alloc(Math.min(Number(notes.stats.size), longestNotesBytes));
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
    return bytes.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
};
