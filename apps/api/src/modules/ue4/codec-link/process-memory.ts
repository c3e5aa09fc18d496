import { readFileSync, writeFileSync } from 'node:fs';

/** What a process has of the machine's memory; null where the machine does not tell, or it is gone. */
export const residentBytesOf = (pid: number): number | null => {
  try {
    const [, kilobytes] = /^VmRSS:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? null : Number(kilobytes) * 1024;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
};

/** Where the machine runs out of memory, this process goes first, and not the server. */
export const preferForKilling = (pid: number): void => {
  try {
    writeFileSync(`/proc/${pid}/oom_score_adj`, '1000');
  } catch (error) {
    // Another system, or one that does not allow it: then its own limits have to do.
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
};
