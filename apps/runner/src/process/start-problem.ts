/** Why a bot could not be started, as a sentence for its log; exit codes as a shell would give them. */
export class StartProblem extends Error {
  constructor(
    message: string,
    readonly exitCode: 126 | 127,
  ) {
    super(message);
  }
}

/** Puts what the system refused with into words. */
export function startProblemOf(error: unknown, program: string): StartProblem {
  if (error instanceof StartProblem) return error;
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  return new StartProblem(sentences[code]?.(program) ?? `The program could not be started: ${code}.`, 126);
}

export const noInterpreterProblem = (program: string): StartProblem =>
  new StartProblem(`The program ${program} names an interpreter in its first line that is not there.`, 126);

/** Before there is a log, nothing but our own files can be at fault. */
export function noLogProblem(error: unknown): StartProblem {
  if (error instanceof StartProblem) return error;
  const { code } = error as NodeJS.ErrnoException;
  const why = code === 'ENOSPC' ? 'no space left on the disk' : (code ?? String(error));
  return new StartProblem(`The data folder could not be written: ${why}.`, 126);
}

const busy = (): string => 'The system cannot start another process now: it has reached its limit.';
const sentences: Record<string, (program: string) => string> = {
  E2BIG: () => 'The arguments and the environment together are too long for this system.',
  EAGAIN: busy,
  EMFILE: busy,
  ENFILE: busy,
  ENOMEM: () => 'The system has no memory left to start the program.',
  EACCES: (program) => `The program ${program} may not be run by this user.`,
  EPERM: (program) => `The program ${program} may not be run by this user.`,
  ENOEXEC: (program) => `The file ${program} is not a program of this system.`,
  ENOENT: (program) => noInterpreterProblem(program).message,
  ENOSPC: () => 'There is no space left on the disk.',
  ERR_INVALID_ARG_VALUE: () => 'The command or its environment holds a zero byte, which no program can be given.',
};
