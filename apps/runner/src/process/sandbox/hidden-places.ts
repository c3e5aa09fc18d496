import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { twinsOf } from './mount-table.js';
import { isThere, isWithin, realPath } from './paths.js';

/** What no bot may see: the data folder by whatever name it can be reached, and what else is named. */
export class HiddenPlaces {
  readonly #always: string[];

  /** `files`: those of the runner that lie elsewhere, such as its socket. */
  constructor(dataDir: string, files: readonly string[]) {
    const real = realPath(dataDir);
    this.#always = [real, ...linkedFrom(real), ...files.map(realPath)];
  }

  /** All of it that is there, without what lies in another of them; outer places first. */
  places(more: readonly string[]): string[] {
    const roots = [...this.#always, ...more.map(realPath)];
    const all = [...new Set(roots.flatMap((root) => [root, ...twinsOf(root)]))].sort((a, b) => a.length - b.length);
    return all.filter(
      (place, at) => isThere(place) && !all.slice(0, at).some((outer) => isThere(outer) && isWithin(place, outer)),
    );
  }

  /** The hidden place that a path lies in, if any. */
  placeOf(path: string, more: readonly string[]): string | null {
    const real = realPath(path);
    return this.places(more).find((place) => isWithin(real, place)) ?? null;
  }
}

/** An operator may have put a part of the data folder on another disk. */
function linkedFrom(dataDir: string): string[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(dataDir, { withFileTypes: true });
  } catch {
    // It is made by the server; before that there is nothing in it.
    return [];
  }
  return entries.filter((entry) => entry.isSymbolicLink()).map(({ name }) => realPath(join(dataDir, name)));
}
