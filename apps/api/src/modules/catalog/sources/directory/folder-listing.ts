import type { BigIntStats, Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { LeftOut } from '../../domain/left-out.js';
import { shownName } from '../../domain/served-names.js';
import { sourceUnavailable } from '../../sources.errors.js';
import { isWithin, type ToolFolder } from './catalog-roots.js';
import { orNothing } from './or-nothing.js';

/** What stands in a folder and may be served. */
export interface FolderEntry {
  readonly name: string;
  /** Without links on the way. */
  readonly path: string;
  readonly stats: BigIntStats;
}

/** Reads folders, and leaves out what hides, and what leads elsewhere. */
export class FolderListing {
  constructor(
    private readonly folder: ToolFolder,
    private readonly leftOut: LeftOut,
  ) {}

  /**
   * By name. Null: there is no such folder, or not any more.
   *
   * @throws DomainError `source_unavailable` where it is there and cannot be read: that is not the same as empty.
   */
  async of(path: string, isServed: (name: string) => boolean): Promise<FolderEntry[] | null> {
    const found: FolderEntry[] = [];
    const entries = await orMissing(path, readdir(path, { withFileTypes: true }));
    if (!entries) return null;
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const why = whyNot(entry.name, isServed);
      const taken = why === null ? await this.#look(path, entry) : null;
      if (taken) found.push(taken);
      else this.leftOut.note(`${shownName(entry.name)} ${why ?? 'leads out of the folder, or nowhere'}.`);
    }
    return found;
  }

  async #look(path: string, entry: Dirent): Promise<FolderEntry | null> {
    const here = join(path, entry.name);
    const real = entry.isSymbolicLink() ? await orNothing(realpath(here)) : here;
    if (real === null || !isWithin(real, this.folder.root)) return null;
    const stats = await orMissing(here, stat(real, { bigint: true }));
    return stats && { name: entry.name, path: real, stats };
  }
}

/** Null where there is none. */
const orMissing = async <T>(path: string, asked: Promise<T>): Promise<T | null> => {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    if (error.code === 'ENOENT') return null;
    throw sourceUnavailable(`${shownName(basename(path))} cannot be read: ${String(error.code)}.`);
  }
};

const whyNot = (name: string, isServed: (name: string) => boolean): string | null => {
  if (name.startsWith('.')) return 'is hidden by the dot before its name';
  return isServed(name) ? null : 'has a name that cannot be served';
};
