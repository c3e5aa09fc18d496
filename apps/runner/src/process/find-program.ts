import { accessSync, constants, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { StartProblem } from './start-problem.js';

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
    if (verdict === 'program') return candidate;
    if (verdict === 'not-executable') notExecutable ??= candidate;
  }
  if (notExecutable !== null) throw new StartProblem(`The file ${notExecutable} is not executable.`, 126);
  throw new StartProblem(
    named ? `There is no program ${name}.` : `There is no program named "${name}" on the PATH.`,
    127,
  );
}

const onPath = (name: string, searchPath: string, workingDir: string): string[] =>
  searchPath.split(':').map((folder) => resolve(workingDir, folder, name));

function judge(file: string): 'program' | 'not-executable' | 'missing' {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) return 'missing';
  if (!found.isFile()) return 'not-executable';
  try {
    accessSync(file, constants.X_OK);
    return 'program';
  } catch {
    return 'not-executable';
  }
}
