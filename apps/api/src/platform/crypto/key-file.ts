import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartError } from '../errors/start-error.js';

export const keyBytes = 32;

/**
 * Reads a key, or makes it the first time. It is written in full under another name and linked into place, so that
 * neither a crash nor a second process can leave or read half a key, or replace one that is there.
 *
 * @throws StartError when the file holds no key: going on with another would lock out what it protects.
 */
export const readOrMakeKey = (path: string): Buffer => {
  const existing = readKey(path);
  if (existing) return existing;
  const incoming = `${path}.${process.pid}.new`;
  write(incoming, randomBytes(keyBytes));
  try {
    linkSync(incoming, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(incoming, { force: true });
  }
  const made = readKey(path);
  if (!made) throw new StartError(`The key file ${path} vanished while it was made.`);
  return made;
};

/**
 * Puts a key where another may lie. A crash leaves the one or the other, and what is there on return outlives a power
 * cut.
 */
export const placeKey = (path: string, key: Buffer): void => {
  const incoming = `${path}.${process.pid}.new`;
  write(incoming, key);
  renameSync(incoming, path);
  flushFolder(dirname(path));
};

/**
 * Null when there is no such file.
 *
 * @throws StartError when the file holds no key.
 */
export const readKey = (path: string): Buffer | null => {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
  const key = Buffer.from(text, 'base64url');
  if (key.length === keyBytes) return key;
  throw new StartError(`The key file ${path} holds no key. Restore it from a backup; do not delete it.`);
};

const write = (path: string, key: Buffer): void => {
  const file = openSync(path, 'w', 0o600);
  try {
    writeSync(file, `${key.toString('base64url')}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
};

/** A rename is only in the folder's memory until the folder itself is written. */
export const flushFolder = (path: string): void => {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
};

export const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
