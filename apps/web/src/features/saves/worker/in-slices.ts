/** How long work goes on before it lets others in, in ms. */
const slice = 24;

/**
 * Runs what works a piece at a time, and lets others in between. `tell` hears how far it is after each slice, and at
 * the begin of each phase; what it throws ends the work.
 */
export async function inSlices<P extends object, T>(
  work: Generator<P, T, undefined>,
  tell: (progress: P) => Promise<void>,
): Promise<T> {
  let until = performance.now() + slice;
  let phase: unknown;
  for (let step = work.next(); ; step = work.next()) {
    if (step.done === true) return step.value;
    const now = 'phase' in step.value ? step.value.phase : undefined;
    if (now === phase && performance.now() < until) continue;
    phase = now;
    await tell(step.value);
    until = performance.now() + slice;
  }
}
