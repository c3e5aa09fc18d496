import type { Issue, Problem } from '@bothy/contracts';

/** An error answer of the API, or the lack of an answer (`status` 0). */
export class ProblemError extends Error {
  readonly status: number;
  readonly code: string;
  readonly requestId: string;
  readonly issues: readonly Issue[];
  readonly details: Readonly<Record<string, unknown>>;
  /** Whoever it concerns has been told already, or called it off themselves: to show it would be noise. */
  readonly told: boolean;

  constructor(problem: Partial<Problem> & { title: string; status: number }, told = false) {
    super(problem.title);
    this.name = 'ProblemError';
    this.status = problem.status;
    this.code = problem.code ?? 'unknown';
    this.requestId = problem.requestId ?? '';
    this.issues = problem.issues ?? [];
    this.details = problem.details ?? {};
    this.told = told;
  }

  static unreachable(): ProblemError {
    return new ProblemError({
      status: 0,
      code: 'unreachable',
      title: 'The server gave no answer. Check the connection, then try again.',
    });
  }

  /** The caller's own person called the act off, or was told elsewhere why it cannot be done. */
  static told(code: string): ProblemError {
    return new ProblemError({ status: 0, code, title: 'Nothing was done.' }, true);
  }

  static async from(response: Response): Promise<ProblemError> {
    const plain = new ProblemError({ status: response.status, title: `The server answered ${response.status}.` });
    if (!response.headers.get('content-type')?.includes('json')) return plain;
    try {
      return new ProblemError({ ...((await response.json()) as Problem), status: response.status });
    } catch (error) {
      // A body cut short says no more than the status does.
      if (error instanceof SyntaxError || error instanceof TypeError) return plain;
      throw error;
    }
  }
}
