import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, relative, sep } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Config } from '../../../../platform/config/config.js';
import { sourceUnusable } from '../../sources.errors.js';
import { orNothing } from './or-nothing.js';

/** Where the versions of a tool lie, without links on the way. */
export interface ToolFolder {
  readonly path: string;
  /** The one of the house's roots under which it lies. */
  readonly root: string;
}

/** The folders of the server from which tools may be served, and no others. */
@Injectable()
export class CatalogRoots {
  constructor(private readonly config: Config) {}

  /** @throws DomainError `source_unusable` that says the same whether the folder is not there or may not be known of. */
  async folderOf(path: string): Promise<ToolFolder> {
    const { roots } = this.config.catalog;
    if (roots.length === 0)
      throw sourceUnusable('No folder may be served. An admin can list some in BOTHY_CATALOG_ROOTS.');
    const folder = await realFolder(path);
    for (const each of roots) {
      const root = await realFolder(each);
      if (folder !== null && root !== null && isWithin(folder, root)) return { path: folder, root };
    }
    throw sourceUnusable('There is no such folder under those that BOTHY_CATALOG_ROOTS lists.');
  }
}

/** Both without links on the way. */
export const isWithin = (path: string, folder: string): boolean => {
  const way = relative(folder, path);
  return way === '' || (!isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`));
};

/** Null where there is none, or it cannot be looked at. */
const realFolder = async (path: string): Promise<string | null> => {
  const real = await orNothing(realpath(path));
  const stats = real === null ? null : await orNothing(stat(real));
  return stats?.isDirectory() ? real : null;
};
