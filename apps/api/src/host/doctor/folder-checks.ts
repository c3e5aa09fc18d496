import { accessSync, constants, existsSync, readdirSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../platform/config/config.js';
import { foreignOwnerOf } from '../data-folder-check.js';
import { failing, ok, warning, wordsOf, type Finding } from './finding.js';

const mebibyte = 1024 * 1024;
/** Below the first the server calls itself unwell; below the second it soon will. */
const leastFreeBytes = 64 * mebibyte;
const scarceBytes = 1024 * mebibyte;

/** `f_type` of statfs(2) for file systems that are gone after a restart, or with their container. */
const fleeting: Readonly<Record<number, string>> = {
  0x01021994: 'memory (tmpfs)',
  0x858458f6: 'memory (ramfs)',
  0x794c7630: 'the writable layer of a container (overlayfs)',
};
/** … and for those whose locks and shared memory SQLite's write-ahead log cannot rely on. */
const remote: Readonly<Record<number, string>> = { 0x6969: 'NFS', 0xff534d42: 'CIFS', 0xfe534d42: 'SMB' };

export const checkFolder = ({ dataDir }: Config): Finding => {
  const name = 'data folder';
  if (!existsSync(dataDir)) {
    return failing(name, `${dataDir} is not there.`, 'Set BOTHY_DATA_DIR as the server has it, or start it once.');
  }
  const owner = foreignOwnerOf(dataDir);
  if (owner !== null) return failing(name, `${dataDir} belongs to ${owner}.`, `Run this as the user ${owner}.`);
  try {
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    return failing(name, wordsOf(error), `Give it back to the server's user: chmod u+rwx ${dataDir}`);
  }
  const mode = statSync(dataDir).mode & 0o777;
  if ((mode & 0o077) === 0) return ok(name, dataDir);
  return warning(name, `${dataDir} has the mode ${mode.toString(8)}.`, `Close it to others: chmod 700 ${dataDir}`);
};

/** The database and the setup token are as secret as the keys. */
export const checkKeys = ({ dataDir }: Config): Finding => {
  const name = 'keys';
  const folder = join(dataDir, 'keys');
  if (!existsSync(join(folder, 'master'))) {
    const advice = 'Restore keys/ from a backup: without it, what is sealed cannot be opened.';
    return failing(name, 'The data folder holds no keys.', `${advice} Where no server has run yet, start it once.`);
  }
  const inside = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((each) => join('keys', each));
  const open = ['keys', ...inside, 'audit-anchors', 'setup-token']
    .map((each) => ({ each, path: join(dataDir, each) }))
    .filter(({ path }) => existsSync(path))
    .filter(({ path }) => (statSync(path).mode & 0o077) !== 0 || foreignOwnerOf(path) !== null)
    .map(({ each }) => each);
  if (open.length === 0) return ok(name, 'for their owner only');
  const advice = `Close them: chmod -R go= ${folder}; chown where they are another user's; rotate if others could read.`;
  return failing(name, `Open to others, or another user's: ${open.join(', ')}.`, advice);
};

export const checkDisk = (config: Config): Finding[] => {
  const { dataDir, databaseUrl } = config;
  const { bavail, bsize, type } = statfsSync(dataDir);
  const freeBytes = bavail * bsize;
  const free = `${Math.floor(freeBytes / mebibyte)} MiB free`;
  const space =
    freeBytes < leastFreeBytes
      ? failing('disk', `${free}: the server refuses to write.`, 'Free some space, or move the data folder.')
      : freeBytes < scarceBytes
        ? warning('disk', free, 'Free some space before the logs of runs fill it.')
        : ok('disk', free);
  return [space, checkFileSystem(type, databaseUrl === null)];
};

export const checkFileSystem = (type: number, isSqlite: boolean): Finding => {
  const name = 'file system';
  const away = fleeting[type];
  const what = isSqlite ? 'the database and the keys' : 'the keys and logs';
  if (away !== undefined) {
    return warning(
      name,
      `The data folder lies in ${away}: ${what} may be gone after a restart.`,
      'Put it on a disk or volume.',
    );
  }
  const far = remote[type];
  if (far === undefined || !isSqlite) return ok(name, 'lasting');
  return failing(name, `SQLite is not safe on ${far}.`, 'Put the data folder on a local disk, or use PostgreSQL.');
};
