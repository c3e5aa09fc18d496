import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';
import type { StdioOptions } from 'node:child_process';

const closeOnExec = 0o2000000;
const terminals = new Set<number>();
let nowhere: number | null = null;

/**
 * Closes what this process was handed by whoever started it, beyond 0, 1 and 2. Node marks only the first few of these
 * as not to be inherited, and opens all of its own as such: the mark tells them apart.
 */
export function closeInherited(): void {
  for (const name of openDescriptors()) {
    const descriptor = Number(name);
    if (descriptor <= 2 || isKept(descriptor)) continue;
    try {
      closeSync(descriptor);
    } catch {
      // The one that listed the folder: it is closed already.
    }
  }
}

/** The runner's end of a terminal: the native `open` leaves it to be inherited by all that is started. */
export function addLeak(descriptor: number): void {
  terminals.add(descriptor);
}

export function removeLeak(descriptor: number): void {
  terminals.delete(descriptor);
}

/**
 * A bot must not get hold of another's terminal: each descriptor that would be inherited is `/dev/null` to it. These
 * are `replaced`, for a starter that can close them as well. `stdio` are the descriptors that the child is to have.
 */
export function withoutLeaks(stdio: readonly (string | number)[]): { stdio: StdioOptions; replaced: number[] } {
  const replaced = [...terminals].filter((descriptor) => descriptor >= stdio.length);
  if (replaced.length === 0) return { stdio: [...stdio] as StdioOptions, replaced };
  nowhere ??= openSync('/dev/null', 'r+');
  const all: (string | number)[] = [...stdio];
  const last = Math.max(...replaced);
  for (let at = stdio.length; at <= last; at++) all.push(terminals.has(at) ? nowhere : 'ignore');
  return { stdio: all as StdioOptions, replaced };
}

function openDescriptors(): string[] {
  try {
    return readdirSync('/proc/self/fd');
  } catch {
    // No /proc: nothing can be told apart.
    return [];
  }
}

function isKept(descriptor: number): boolean {
  try {
    const flags = /flags:\s*([0-7]+)/.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, 'latin1'))?.[1];
    return flags === undefined || (Number.parseInt(flags, 8) & closeOnExec) !== 0;
  } catch {
    // Closed meanwhile.
    return true;
  }
}
