import { mkdirSync, readFileSync, readlinkSync, rmdirSync, statSync, symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from './say.mjs';

/**
 * Two starts in one checkout must not install or build at once. The lock is a symlink whose target names its owner:
 * it appears whole or not at all, and one whose owner is gone can be told from one that is held.
 */
export async function withLock(root, work) {
  const lock = join(root, '.stamps', 'lock');
  mkdirSync(join(root, '.stamps'), { recursive: true });
  let said = false;
  while (!take(lock)) {
    if (breakIfStale(lock)) continue;
    if (!said) say('another start is installing or building here; waiting for it');
    said = true;
    await sleep(100);
  }
  try {
    return await work();
  } finally {
    unlinkSync(lock);
  }
}

function take(lock) {
  try {
    symlinkSync(identity(process.pid), lock);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Only one process at a time may judge and remove a lock, or it could remove the one just taken by another. */
function breakIfStale(lock) {
  const judging = `${lock}.judging`;
  try {
    mkdirSync(judging);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    forgetOld(judging);
    return false;
  }
  try {
    const owner = readlinkSync(lock);
    const alive = identity(Number(owner.split(':')[0])) === owner;
    if (!alive) unlinkSync(lock);
    return !alive;
  } catch (error) {
    if (error.code === 'ENOENT') return true;
    throw error;
  } finally {
    forget(judging);
  }
}

function forgetOld(judging) {
  const made = statSync(judging, { throwIfNoEntry: false })?.mtimeMs;
  if (made !== undefined && Date.now() - made > 10_000) forget(judging);
}

/** Somebody else may have come first. */
function forget(judging) {
  try {
    rmdirSync(judging);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

/** A pid and, where /proc tells it, when that process began: pids are used again. */
export function identity(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code === 'ESRCH') return `${pid}:gone`;
    if (error.code !== 'EPERM') throw error;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return `${pid}:${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`;
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return `${pid}:running`;
    throw error;
  }
}
