import { accessSync, closeSync, constants, openSync, readSync, statSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { noInterpreterProblem, StartProblem } from './start-problem.js';

/**
 * The file that `name` stands for, found as a shell would find it. Done before the start, because a failed start does
 * not tell a missing program from a missing working folder.
 *
 * @throws {StartProblem} 127 where there is none, 126 where it may not be run.
 */
export function findProgram(name: string, searchPath: string, workingDir: string): string {
  if (name === '') throw new StartProblem('The command names no program.', 127);
  const named = name.includes('/');
  const candidates = named ? [resolve(workingDir, name)] : onPath(name, searchPath, workingDir);
  let notExecutable: string | null = null;
  for (const candidate of candidates) {
    const verdict = judge(candidate);
    if (verdict === 'program') return withInterpreter(candidate);
    if (verdict === 'not-executable') notExecutable ??= candidate;
  }
  if (named && candidates.some((candidate) => judge(candidate) === 'unreachable')) {
    throw new StartProblem(`The program ${name} may not be run by this user.`, 126);
  }
  if (notExecutable !== null) throw new StartProblem(`The file ${notExecutable} is not executable.`, 126);
  throw new StartProblem(
    named ? `There is no program ${name}.` : `There is no program named "${name}" on the PATH.`,
    127,
  );
}

/**
 * What starts a program for us tells of a missing interpreter in the bot's log only, as of a missing program.
 *
 * @throws {StartProblem} where the file is a script whose interpreter is not there.
 */
function withInterpreter(file: string): string {
  const interpreter = /^#![ \t]*([^ \t\n]+)/.exec(beginningOf(file))?.[1];
  if (interpreter === undefined || !isAbsolute(interpreter) || judge(interpreter) !== 'missing') return file;
  throw noInterpreterProblem(file);
}

function beginningOf(file: string): string {
  const bytes = Buffer.alloc(256);
  try {
    const descriptor = openSync(file, constants.O_RDONLY);
    try {
      return bytes.toString('latin1', 0, readSync(descriptor, bytes, 0, bytes.length, 0));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // A program may be executable and not readable: then it is no script.
    return '';
  }
}

const onPath = (name: string, searchPath: string, workingDir: string): string[] =>
  searchPath.split(':').map((folder) => resolve(workingDir, folder, name));

function judge(file: string): 'program' | 'not-executable' | 'missing' | 'unreachable' {
  try {
    const found = statSync(file, { throwIfNoEntry: false });
    if (found === undefined) return 'missing';
    if (!found.isFile()) return 'not-executable';
  } catch {
    // In a folder that may not be entered, or beneath a file.
    return 'unreachable';
  }
  try {
    accessSync(file, constants.X_OK);
    return 'program';
  } catch {
    return 'not-executable';
  }
}
