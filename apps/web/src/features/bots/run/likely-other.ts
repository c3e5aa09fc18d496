import type { Run } from '@bothy/contracts';

/** What a run is compared with at first: the last one before it that succeeded, or else its neighbour. `runs` are the newest first. */
export function likelyOther(run: Run, runs: readonly Run[]): Run | undefined {
  const before = runs.filter((each) => each.number < run.number);
  return before.find((each) => each.status === 'succeeded') ?? before[0] ?? runs.at(-1);
}
