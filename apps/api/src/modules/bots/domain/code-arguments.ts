/** Programs that run another one, which is named among their arguments. */
const wrappers = new Set(
  'env nice nohup ionice setsid stdbuf timeout time chrt taskset prlimit flock sudo doas xargs unbuffer catchsegv'.split(
    ' ',
  ),
);
/** Programs whose arguments are put together to a command for a shell, here or on another machine. */
const joiners = new Set('ssh su eval watch parallel script screen tmux at batch'.split(' '));
const shells = /^(?:sh|bash|dash|zsh|ksh|mksh|ash|fish|busybox|pwsh|powershell|cmd)$/;
const interpreters =
  /^(?:python|pypy|node|nodejs|deno|bun|perl|ruby|php|lua|luajit|tclsh|Rscript|julia|awk|gawk|mawk|nawk|sed|jq|osascript|expect|sqlite|psql|mysql|gdb)[0-9.]*$/;
/** `-c`, and with others before or behind it: `-lc`. Of interpreters also `-e`, `-E`, `-p`, `-r`. */
const shellCode = /^-[A-Za-z]*c[A-Za-z]*$/;
const otherCode = /^(?:-[A-Za-z]*[ceEprf]|--(?:eval|print|command|expression|execute|file))$/;

const nameOf = (program: string): string => program.slice(program.lastIndexOf('/') + 1);

/**
 * Places in a command where what stands there is read as a program or as code: the program itself, the script that an
 * interpreter is given, an option of an interpreter. A value must not stand there. Programs that are not known here may
 * read any argument as code; those are between the bot and whoever writes it.
 */
export function codePlaces(argv: readonly string[]): Set<number> {
  const places = new Set<number>();
  let at = 0;
  // Each wrapper hands on to the next program; what stands before that is its own.
  while (at < argv.length) {
    places.add(at);
    const name = nameOf(argv[at] ?? '');
    if (joiners.has(name)) addAll(places, at + 1, argv.length);
    if (shells.test(name) || interpreters.test(name)) addCode(places, argv, at + 1, shells.test(name));
    if (!wrappers.has(name)) return places;
    at += 1;
    while (at < argv.length && isOwnOf(name, argv[at] ?? '')) {
      places.add(at);
      at += 1;
    }
  }
  return places;
}

/** Options, variables, and the numbers and durations that wrappers take. */
const isOwnOf = (wrapper: string, argument: string): boolean =>
  argument.startsWith('-') ||
  (wrapper === 'env' && /^[A-Za-z_][A-Za-z0-9_]*=/.test(argument)) ||
  /^[0-9.]+[smhd]?$/.test(argument);

/** Behind the script, or the code, stands what it is given: data again. */
function addCode(places: Set<number>, argv: readonly string[], from: number, isShell: boolean): void {
  for (let at = from; at < argv.length; at += 1) {
    const argument = argv[at] ?? '';
    places.add(at);
    if ((isShell ? shellCode : otherCode).test(argument)) {
      places.add(at + 1);
      return;
    }
    if (!argument.startsWith('-') && !argument.startsWith('+')) return;
  }
}

function addAll(places: Set<number>, from: number, to: number): void {
  for (let at = from; at < to; at += 1) places.add(at);
}
