import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  copyFileSync,
  fstatSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Terminal } from '../../terminal.js';
import { about } from './save-files.js';

type Chunks = Iterable<string | Uint8Array>;

/** Writes to a file, which is there whole or not at all; `-` is standard output. */
export async function writeResult(file: string, chunks: Chunks, terminal: Terminal): Promise<void> {
  if (file === '-') {
    for (const chunk of chunks) await terminal.write(chunk);
    return;
  }
  about(file, () => writeFile(targetOf(file), chunks));
}

/** Puts other bytes in the place of a file, and keeps what was there. Gives the name of the copy. */
export function replaceKeeping(file: string, bytes: Uint8Array): string {
  return about(file, () => {
    const target = realpathSync(file);
    const backup = keep(target);
    writeFile(target, [bytes]);
    return backup;
  });
}

/** A link stays a link: what it leads to is written. */
function targetOf(file: string): string {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true ? realpathSync(file) : file;
}

function writeFile(target: string, chunks: Chunks): void {
  const there = statSync(target, { throwIfNoEntry: false });
  // A device or a pipe cannot be replaced by a file.
  if (there !== undefined && !there.isFile() && !there.isDirectory())
    return writeInto(openSync(target, 'w'), chunks, false);
  const part = join(dirname(target), `.${basename(target)}.${randomBytes(4).toString('hex')}.part`);
  try {
    writeInto(openSync(part, 'wx', there === undefined ? 0o666 : there.mode & 0o777), chunks, true);
    renameSync(part, target);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

function writeInto(descriptor: number, chunks: Chunks, toDisk: boolean): void {
  try {
    for (const chunk of chunks) writeAll(descriptor, typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
    if (toDisk && fstatSync(descriptor).isFile()) fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
}

/** Copies a file to `<file>.bak`, or `.bak1` and so on: no copy that is there already is written over. */
function keep(file: string): string {
  for (let number = 0; ; number += 1) {
    const backup = `${file}.bak${number === 0 ? '' : number}`;
    try {
      copyFileSync(file, backup, constants.COPYFILE_EXCL);
      return backup;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}
