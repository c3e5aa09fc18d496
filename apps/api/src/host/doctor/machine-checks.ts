import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../platform/config/config.js';
import { hasCode } from '../../platform/crypto/key-file.js';
import { failing, ok, warning, type Finding } from './finding.js';

const oldestNode: readonly [number, number] = [20, 19];
/** No Bothy ran before. */
const earliest = Date.parse('2026-01-01T00:00:00Z');
/** Clocks are set back by so much without anyone minding. */
const toleranceMs = 60_000;

export const checkNode = (version: string): Finding => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [leastMajor, leastMinor] = oldestNode;
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return ok('node', `Node ${version}`);
  return failing('node', `Node ${version} is too old.`, `Install Node ${leastMajor}.${leastMinor} or newer.`);
};

/** Tokens, step-ups and the trail live by the clock. */
export const checkClock = (config: Config, now: Date): Finding => {
  const advice = 'Set the clock, and let the machine keep it by NTP (timedatectl set-ntp true).';
  if (now.getTime() < earliest) return failing('clock', `The clock says ${now.toISOString()}.`, advice);
  const ahead = ['bothy.sqlite', 'bothy.sqlite-wal', 'audit-anchors', 'run/server.pid']
    .map((name) => ({ name, writtenAt: writtenAt(join(config.dataDir, name)) }))
    .find((file) => file.writtenAt > now.getTime() + toleranceMs);
  if (!ahead) return ok('clock', now.toISOString());
  const when = new Date(ahead.writtenAt).toISOString();
  return warning('clock', `It is ${now.toISOString()}, but ${ahead.name} was written at ${when}.`, advice);
};

const writtenAt = (path: string): number => {
  try {
    return statSync(path).mtimeMs;
  } catch (error) {
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR') || hasCode(error, 'EACCES')) return 0;
    throw error;
  }
};
