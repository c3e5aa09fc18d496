import type { BigIntStats, Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { LeftOut } from '../../domain/left-out.js';
import { shownName } from '../../domain/served-names.js';
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

  /** By name. */
  async of(path: string, isServed: (name: string) => boolean): Promise<FolderEntry[]> {
    const found: FolderEntry[] = [];
    const entries = await orNothing(readdir(path, { withFileTypes: true }));
    if (!entries) this.leftOut.note(`${shownName(basename(path))} cannot be read.`);
    for (const entry of (entries ?? []).toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
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
    const stats = await orNothing(stat(real, { bigint: true }));
    return stats && { name: entry.name, path: real, stats };
  }
}

const whyNot = (name: string, isServed: (name: string) => boolean): string | null => {
  if (name.startsWith('.')) return 'is hidden by the dot before its name';
  return isServed(name) ? null : 'has a name that cannot be served';
};
