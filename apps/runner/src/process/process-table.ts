import { readdirSync, readFileSync } from 'node:fs';

/** One process, told apart from another that is given the same number after it. */
export interface ProcessIdentity {
  pid: number;
  /** Clock ticks from boot to its start: field 22 of `/proc/<pid>/stat`. Null where there is no `/proc`. */
  startTicks: number | null;
}

/** Names this boot of the machine: after another one, no process number means anything. Null where there is no `/proc`. */
export function bootId(): string | null {
  return read('/proc/sys/kernel/random/boot_id')?.trim() ?? null;
}

export const identify = (pid: number): ProcessIdentity => ({ pid, startTicks: statOf(pid)?.startTicks ?? null });

/** Whether the very process is still there. */
export function isAlive({ pid, startTicks }: ProcessIdentity): boolean {
  const stat = statOf(pid);
  return stat !== null && stat.state !== 'Z' && stat.startTicks === startTicks;
}

/** Processes of the group that still run: one that waits for its parent to take note of its end does not count. */
export function groupMembers(group: number): number[] {
  return allPids().filter((pid) => {
    const stat = statOf(pid);
    return stat !== null && stat.group === group && stat.state !== 'Z';
  });
}

/** The mark that every process of an attempt is born with, whatever group or session it moves to. */
export interface ProcessMark {
  runId: string;
  attempt: number;
}

/** The processes that bear one of the marks. A read of the whole process table: about a millisecond. */
export function markedProcesses(marks: readonly ProcessMark[]): number[] {
  const wanted = new Set(marks.map(({ runId, attempt }) => `BOTHY_RUN_ID=${runId} ${attempt}`));
  return allPids().filter((pid) => {
    const environment = read(`/proc/${pid}/environ`);
    if (environment === null || !environment.includes('BOTHY_RUN_ID=')) return false;
    const variables = environment.split('\0');
    const attempt = variables.find((variable) => variable.startsWith('BOTHY_ATTEMPT='))?.slice(14);
    return variables.some((variable) => wanted.has(`${variable} ${attempt}`));
  });
}

function allPids(): number[] {
  try {
    return readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > 0);
  } catch {
    // No /proc on this system: nothing can be told.
    return [];
  }
}

/** Children that still run, the oldest first; those that were left behind by their parent come after its own. */
export function childrenOf(pid: number): number[] {
  const listed = read(`/proc/${pid}/task/${pid}/children`);
  const children = listed === null ? childrenByTable(pid) : listed.split(' ').map(Number).filter(Boolean);
  return children.filter((child) => !hasEnded(child));
}

/** All that descends from a process, itself not counted. A read of the whole process table. */
export function descendantsOf(ancestor: number): number[] {
  const byParent = new Map<number, number[]>();
  for (const pid of allPids()) {
    const stat = statOf(pid);
    if (stat === null || stat.state === 'Z') continue;
    const siblings = byParent.get(stat.parent);
    if (siblings === undefined) byParent.set(stat.parent, [pid]);
    else siblings.push(pid);
  }
  const found: number[] = [];
  for (let todo = [ancestor]; todo.length > 0;) {
    todo = todo.flatMap((pid) => byParent.get(pid) ?? []);
    found.push(...todo);
  }
  return found;
}

/** The group a process is in; null when it has ended. */
export const groupOf = (pid: number): number | null => statOf(pid)?.group ?? null;

export const parentOf = (pid: number): number | null => statOf(pid)?.parent ?? null;

/** Where the kernel was built without lists of children. */
const childrenByTable = (parent: number): number[] => allPids().filter((pid) => statOf(pid)?.parent === parent);

function hasEnded(pid: number): boolean {
  const stat = statOf(pid);
  return stat === null || stat.state === 'Z';
}

interface ProcessStat {
  state: string;
  parent: number;
  group: number;
  startTicks: number;
}

function statOf(pid: number): ProcessStat | null {
  const stat = read(`/proc/${pid}/stat`);
  if (stat === null) return null;
  // The second field is the program's name in brackets, and may itself hold brackets and spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return {
    state: fields[0] ?? '',
    parent: Number(fields[1]),
    group: Number(fields[2]),
    startTicks: Number(fields[19]),
  };
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    // The process has ended meanwhile, or belongs to another user.
    return null;
  }
}
