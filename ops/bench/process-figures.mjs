import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

const statusOf = (pid, field) => {
  const match = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(match?.[1] ?? 0) / 1024;
};

/** Memory of a process in MiB, now and at its highest. Source: proc(5). */
export const memoryMib = (pid) => statusOf(pid, 'VmRSS');
export const peakMemoryMib = (pid) => statusOf(pid, 'VmHWM');

/** Processor seconds that a process has used. Fields 14 and 15 of proc(5) `stat`, counted behind the last `)`. */
export function cpuSeconds(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}
