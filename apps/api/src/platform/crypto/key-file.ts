import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
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
  write(incoming, randomBytes(keyBytes).toString('base64url'));
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

const readKey = (path: string): Buffer | null => {
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

const write = (path: string, text: string): void => {
  const file = openSync(path, 'w', 0o600);
  try {
    writeSync(file, `${text}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
};

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
