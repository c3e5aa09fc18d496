import type { StartOrder } from '@bothy/contracts/runner';

/** Between the signal that a bot may act on and the one that it cannot. */
const cpuGraceSeconds = 5;
const fileBlockBytes = 512;

/**
 * Shell lines that set the limits of what is started after them, soft and hard alike. The builtin `ulimit` costs no
 * process of its own, which `prlimit` would. A limit of the host that is stricter stays: it cannot be raised.
 *
 * - Memory is RLIMIT_DATA: what a process may write to. RLIMIT_AS counts mere reservations too, and Node and Java
 *   reserve far more than they ever use.
 * - Processes is RLIMIT_NPROC, counted per user; in a sandbox of a user without rights it counts that sandbox alone.
 *   The kernel exempts root from it: a runner that is root cannot hold its bots to it.
 */
export function limitLines({ cpuSeconds, memoryBytes, fileBytes, processes }: StartOrder['limits']): string {
  const lines: string[] = [];
  if (cpuSeconds !== null) lines.push(`ulimit -St ${cpuSeconds}`, `ulimit -Ht ${cpuSeconds + cpuGraceSeconds}`);
  if (memoryBytes !== null) lines.push(`ulimit -d ${Math.ceil(memoryBytes / 1024)}`);
  if (fileBytes !== null) lines.push(`ulimit -f ${Math.ceil(fileBytes / fileBlockBytes)}`);
  // The letter differs between shells: `u` in bash, `p` in dash and BusyBox.
  if (processes !== null) lines.push(`ulimit -u ${processes} || ulimit -p ${processes}`);
  return lines.map((line) => `{ ${line}; } 2>/dev/null\n`).join('');
}

/**
 * The first process in a sandbox besides bubblewrap's own. It starts the bot in a session of its own, tells its exit
 * on descriptor 3, and stays until that is closed: so what the bot left running can be seen and given time, before
 * the sandbox ends with the keeper. It holds none of the bot's output meanwhile, and prints nothing itself: shells
 * like to tell of a signal that ended a program, so the bot's stderr is that of a subshell only.
 */
export const keeperScript = (limits: StartOrder['limits'], setsid: string, terminal: boolean): string =>
  `${limitLines(limits)}exec 4>&2 2>/dev/null
(exec ${setsid} ${terminal ? '-c ' : ''}-- "$@" 2>&4 3>&- 4>&-)
echo $? >&3
exec </dev/null >/dev/null 4>&-
read leave <&3
`;
