import { constants } from 'node:os';
import type { StartOrder } from '@bothy/contracts/runner';

const units: readonly [number, string][] = [
  [1024 ** 3, 'GiB'],
  [1024 ** 2, 'MiB'],
  [1024, 'KiB'],
];

/** `1 GiB`, `1.5 MiB`, `900 bytes`. */
export function sizeInWords(bytes: number): string {
  for (const [size, unit] of units) {
    if (bytes >= size) return `${Math.round((bytes / size) * 10) / 10} ${unit}`;
  }
  return `${bytes} bytes`;
}

/** `500 ms`, `5 s`, `10 min`, `2 h`; the largest unit that tells it exactly. */
export function durationInWords(ms: number): string {
  if (ms < 1000 || ms % 100 !== 0) return `${ms} ms`;
  if (ms % 3_600_000 === 0) return `${ms / 3_600_000} h`;
  if (ms % 60_000 === 0) return `${ms / 60_000} min`;
  return `${ms / 1000} s`;
}

export function leftOverInWords(processes: number): string {
  return processes === 1
    ? 'One process was still running after the end, and was ended.'
    : `${processes} processes were still running after the end, and were ended.`;
}

/** What an exit says of a limit that the run had; null when nothing. A shell tells of a signal as 128 and its number. */
export function limitInWords({ exitCode, signal }: Exit, limits: StartOrder['limits']): string | null {
  const was = (name: 'SIGXCPU' | 'SIGXFSZ'): boolean =>
    signal === name || exitCode === 128 + (constants.signals[name] ?? 0);
  if (limits.cpuSeconds !== null && was('SIGXCPU')) {
    return `It used more than ${durationInWords(limits.cpuSeconds * 1000)} of processor time.`;
  }
  if (limits.fileBytes !== null && was('SIGXFSZ')) {
    return `It wrote more than ${sizeInWords(limits.fileBytes)} to one file.`;
  }
  return null;
}

interface Exit {
  exitCode: number | null;
  signal: string | null;
}

export function writeFailureInWords({ code, message }: NodeJS.ErrnoException): string {
  const why: Record<string, string> = {
    ENOSPC: 'no space left on the disk',
    EDQUOT: 'the disk quota is used up',
    EFBIG: 'the file is larger than the system allows',
    EIO: 'the disk reports an error',
    EROFS: 'the disk is read-only',
  };
  return `The log could not be written: ${why[code ?? ''] ?? code ?? message}.`;
}
