import { mkdirSync, rmdirSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { StartOrder } from '@bothy/contracts/runner';
import { StartProblem } from './start-problem.js';

type WorkingDir = StartOrder['workingDir'];

/**
 * Makes the folder ready that the bot starts in.
 *
 * @throws {StartProblem} where a folder that should be there is not.
 */
export async function prepareWorkingFolder({ kind, path }: WorkingDir): Promise<void> {
  if (kind === 'path') return requireFolder(path);
  try {
    if (kind === 'fresh') await makeEmpty(path);
    else mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new StartProblem(
      `The working folder ${path} could not be made: ${(error as NodeJS.ErrnoException).code}.`,
      126,
    );
  }
}

/** Removes a `fresh` folder with all in it; links are removed, not followed. Resolves to a sentence where it stays. */
export async function removeWorkingFolder({ kind, path }: WorkingDir): Promise<string | null> {
  if (kind !== 'fresh') return null;
  try {
    // Most runs leave nothing behind, and this is far cheaper than a walk.
    rmdirSync(path);
    return null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
  }
  try {
    await rm(path, { recursive: true, force: true });
    return null;
  } catch (error) {
    return `The working folder ${path} could not be removed: ${(error as NodeJS.ErrnoException).code}.`;
  }
}

/** Removes what is there, and makes it anew for this user alone. */
export async function makeEmpty(path: string): Promise<void> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    await rm(path, { recursive: true, force: true });
    mkdirSync(path, { mode: 0o700 });
  }
}

function requireFolder(path: string): void {
  try {
    if (statSync(path).isDirectory()) return;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES') throw new StartProblem(`The working folder ${path} may not be entered by this user.`, 126);
    throw new StartProblem(`The working folder ${path} is not there.`, 127);
  }
  throw new StartProblem(`The working folder ${path} is not a folder.`, 127);
}
