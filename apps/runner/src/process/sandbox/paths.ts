import { realpathSync, statSync, type Stats } from 'node:fs';
import { dirname, join, basename } from 'node:path';

/** Whether `path` is `folder` or lies in it; both absolute and without links. */
export const isWithin = (path: string, folder: string): boolean =>
  path === folder || folder === '/' || path.startsWith(`${folder}/`);

/** Where a path leads to; of what is not there yet, where it would be. */
export function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realPath(parent), basename(path));
  }
}

export const isThere = (path: string): boolean => statsOf(path) !== null;

export const isFolder = (path: string): boolean => statsOf(path)?.isDirectory() ?? false;

/** Null too where this user may not look: then no bot may either. */
function statsOf(path: string): Stats | null {
  try {
    return statSync(path);
  } catch {
    // ENOENT, or one of the many ways of being out of reach.
    return null;
  }
}
