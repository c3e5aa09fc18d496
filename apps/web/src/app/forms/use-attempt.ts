import { shallowRef } from 'vue';
import { ProblemError } from '../api/index.js';

/** One act without a form: `busy` while it goes on, and its problem, to be shown beside it. */
export function useAttempt() {
  const busy = shallowRef(false);
  const problem = shallowRef<ProblemError | null>(null);

  /** Undefined when it failed, or was called off. */
  async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    problem.value = null;
    busy.value = true;
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      if (!error.told) problem.value = error;
      return undefined;
    } finally {
      busy.value = false;
    }
  }

  return { busy, problem, attempt };
}
