import { ProblemError } from '../../app/api/index.js';

/** An error that says what is wrong with each part of what was asked, where the server said so. */
export function withReasons(error: unknown): unknown {
  if (!(error instanceof ProblemError) || error.issues.length === 0) return error;
  const { status, code, requestId, issues } = error;
  const title = [...new Set(issues.map(({ message }) => message))].join(' ');
  return new ProblemError({ title, status, code, requestId, issues: [...issues] });
}
