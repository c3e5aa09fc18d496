import { lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { CliError } from './cli-error.js';

/**
 * Where a file of this name goes within a folder. The name was a bot's to choose: it must not lead out of the folder,
 * neither by itself nor over a link that lies there.
 *
 * @throws CliError when it would.
 */
export function placeFor(folder: string, name: string): string {
  const parts = name.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..' || /[\\\0]/.test(part))) {
    throw new CliError(`${JSON.stringify(name)} is no name for a file here; it is left alone.`);
  }
  mkdirSync(folder, { recursive: true });
  const root = realpathSync(resolve(folder));
  const place = join(root, ...parts);
  makeFolders(root, parts.slice(0, -1), name);
  for (const path of [place, partOf(place)]) {
    const kind = lstatSync(path, { throwIfNoEntry: false });
    if (kind && !kind.isFile()) throw new CliError(`${path} is there and no ordinary file; it is left alone.`);
  }
  return place;
}

/** What has arrived of it so far. */
export const partOf = (place: string): string =>
  join(dirname(place), `.${place.slice(dirname(place).length + 1)}.part`);

function makeFolders(root: string, parts: readonly string[], name: string): void {
  let folder = root;
  for (const part of parts) {
    folder = join(folder, part);
    if (!lstatSync(folder, { throwIfNoEntry: false })) mkdirSync(folder);
    const real = realpathSync(folder);
    if (!real.startsWith(root.endsWith(sep) ? root : root + sep)) {
      throw new CliError(`${name} would lie outside of ${root}; it is left alone.`);
    }
  }
}
