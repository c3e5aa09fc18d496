import type { Issue } from '@bothy/contracts';
import { computed, shallowRef } from 'vue';
import { ProblemError } from '../api/index.js';

/** What a form is held against before it is sent: a schema of the contract, or `filled`. */
export interface Checks<V> {
  safeParse(
    value: unknown,
  ):
    | { success: true; data: V }
    | { success: false; error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] } };
}

/** Asks only that each field holds so many characters; the rest is the server's to say. It keeps schemas out of the first page. */
export function filled<V extends Record<string, string>>(
  form: V,
  least: { readonly [F in keyof V]: number },
): Checks<V> {
  const issues = Object.entries(least)
    .filter(([field, length]) => (form[field] ?? '').trim().length < length)
    .map(([field, length]) => ({
      path: [field],
      message: length > 1 ? `Use at least ${length} characters.` : 'Fill this in.',
    }));
  return {
    safeParse: () => (issues.length ? { success: false, error: { issues } } : { success: true, data: { ...form } }),
  };
}

/**
 * What is wrong with a form, by the path of each field. The schema of the contract is asked first, then the
 * server; both speak of issues in the same way. `known` are the first parts of the paths that have a field.
 */
export function useIssues(known: readonly string[]) {
  const issues = shallowRef<readonly Issue[]>([]);
  const failure = shallowRef<ProblemError | null>(null);
  const busy = shallowRef(false);
  /** How many attempts found something wrong. */
  const failed = shallowRef(0);

  const at = (...path: (string | number)[]): string | undefined =>
    inWords(issues.value.find((issue) => path.every((part, n) => String(issue.path[n]) === String(part)))?.message);

  /** What no field can show: issues elsewhere, or the error itself. */
  const elsewhere = computed(() => {
    const rest = issues.value.filter((issue) => !known.includes(String(issue.path[0]))).map((issue) => issue.message);
    if (failure.value && (rest.length || !issues.value.length)) rest.unshift(failure.value.message);
    return rest.join(' ');
  });

  /** Checks, then does `work`; what either finds wrong is shown. Undefined when it failed. */
  async function attempt<V, T>(
    schema: Checks<V>,
    value: unknown,
    work: (value: V) => Promise<T>,
  ): Promise<T | undefined> {
    failure.value = null;
    const checked = schema.safeParse(value);
    issues.value = checked.success
      ? []
      : checked.error.issues.map(({ path, message }) => ({ path: path.map(part), message }));
    if (!checked.success) {
      failed.value += 1;
      return undefined;
    }
    busy.value = true;
    try {
      return await work(checked.data);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      if (error.told) return undefined;
      failure.value = error;
      failed.value += 1;
      issues.value = error.issues.map((issue) => ({
        ...issue,
        path: issue.path[0] === 'body' ? issue.path.slice(1) : issue.path,
      }));
      return undefined;
    } finally {
      busy.value = false;
    }
  }

  return { at, elsewhere, failure, failed, busy, attempt };
}
export type Issues = ReturnType<typeof useIssues>;

const part = (each: PropertyKey): string | number => (typeof each === 'number' ? each : String(each));

/** The schema library's own messages, said as a person would; messages of ours pass as they are. */
export function inWords(message: string | undefined): string | undefined {
  if (!message) return message;
  if (/^Too small: expected (string|array)/.test(message)) return 'Fill this in.';
  const most = /^Too big: expected string to have <=(\d+)/.exec(message)?.[1];
  if (most) return `Use ${most} characters at most.`;
  return /^(Too (small|big)|Invalid)\b/.test(message) ? 'This does not fit here.' : message;
}
