import { compare, parse, type SemVer } from 'semver';

/** Whatever its writers call a version: `1.2.0`, `v1.2.0`, `1.2.0beta`. Null: something of their own. */
const semverOf = (version: string): SemVer | null => parse(version, { loose: true });

/** `2.0-rc.1`, which is no version of semver.org, says the same as one that is. */
const saysSo = /^v?\d+(\.\d+)*[-.]?(alpha|beta|pre|preview|rc|dev|nightly|snapshot)(?:[-.]?\d+(?:[-.]\d+)*)?$/i;

/** By the rules of semver.org, and by the usual words where the rest does not keep them. */
export const isPrerelease = (version: string): boolean =>
  (semverOf(version)?.prerelease.length ?? 0) > 0 || saysSo.test(version);

/** For sorting, the newest first: those of semver.org by their rules, and behind them all others as people would count. */
export const byNewestVersion = (a: string, b: string): number => {
  const [left, right] = [semverOf(a), semverOf(b)];
  if (left && right) return compare(right, left) || natural.compare(b, a);
  if (left || right) return left ? -1 : 1;
  return natural.compare(b, a);
};

const natural = new Intl.Collator('en', { numeric: true });

/** The same for `v1.2.0` and `1.2.0`. */
export const withoutV = (version: string): string => version.replace(/^v(?=\d)/i, '');
