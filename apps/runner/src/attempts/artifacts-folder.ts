import { type Dirent, opendirSync } from 'node:fs';
import { lstat, opendir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Secret } from '@bothy/contracts/runner';
import { maskName } from '../mask/mask-name.js';
import { makeEmpty } from '../process/working-folder.js';
import { StartProblem } from '../process/start-problem.js';

/** Of a name with masks in it, so that it stays one that a file system takes. */
const maxNameBytes = 255;

/** @throws {StartProblem} where it cannot be made. */
export async function prepareArtifactsFolder(folder: string): Promise<void> {
  try {
    await makeEmpty(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new StartProblem(`The folder for artifacts could not be made: ${code}.`, 126);
  }
}

/** What an entry is to be called; `inside` is the path to it, in the names given before, with a slash at its end. */
export type Naming = (name: string, inside: string) => string;

export const namingWithout =
  (secrets: readonly Secret[]): Naming =>
  (name, inside) => {
    const masked = maskName(name, secrets);
    const path = `${inside}${masked}`;
    // A secret may lie across the names of several folders: then the last of them takes the whole path, masked.
    const maskedPath = maskName(path, secrets);
    const whole = maskedPath === path ? masked : maskedPath.replaceAll('/', '_');
    return Buffer.byteLength(whole) > maxNameBytes ? 'artifact' : whole;
  };

/** Where the secrets are not known any more: no name is kept. */
export const namingOfLost: Naming = () => 'artifact';

/**
 * Makes what a bot left fit to be kept: only files and folders stay, and no name tells a secret. Links are removed, not
 * followed. To be called when no process of the bot is left. Resolves to a sentence where it could not be done.
 */
export async function settleArtifactsFolder(folder: string, naming: Naming): Promise<string | null> {
  try {
    if (isEmpty(folder)) return null;
    await settle(folder, '', naming);
    return null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    // What could not be looked through may hold names that tell a secret.
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    return `The artifacts could not be read, and were removed: ${code ?? String(error)}.`;
  }
}

function isEmpty(folder: string): boolean {
  const opened = opendirSync(folder);
  try {
    return opened.readSync() === null;
  } finally {
    opened.closeSync();
  }
}

async function settle(folder: string, inside: string, naming: Naming): Promise<void> {
  const entries: Dirent[] = [];
  for await (const entry of await opendir(folder)) entries.push(entry);
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (!entry.isFile() && !entry.isDirectory()) {
      await rm(path, { force: true });
      continue;
    }
    const name = naming(entry.name, inside);
    const kept = name === entry.name ? path : await renamed(path, folder, name);
    if (entry.isDirectory()) await settle(kept, `${inside}${name}/`, naming);
  }
}

async function renamed(path: string, folder: string, name: string): Promise<string> {
  for (let number = 1; ; number++) {
    const free = join(folder, number === 1 ? name : `${number} ${name}`.slice(0, maxNameBytes));
    if (await isThere(free)) continue;
    await rename(path, free);
    return free;
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch {
    // ENOENT, which is what is hoped for.
    return false;
  }
}
