import type { JsonOut } from './json-out.js';

/** A step of {@link emitSteps}: it may enter a frame, as the last thing it does. */
export type JsonStep = (out: JsonOut) => void;

/** Puts out one step after the other, each with all that it enters. Enters a frame itself. */
export function emitSteps(out: JsonOut, steps: readonly JsonStep[]): void {
  let at = 0;
  out.enter({
    next: (to) => {
      const step = steps[at];
      at += 1;
      step?.(to);
      return at < steps.length;
    },
  });
}

/** Puts out the elements of a list. Enters a frame. */
export function emitList<T>(out: JsonOut, list: readonly T[], emit: (item: T, out: JsonOut) => void): void {
  let at = 0;
  out.enter({
    next: (to) => {
      if (at === list.length) {
        to.raw(at === 0 ? '[]' : ']');
        return false;
      }
      to.raw(at === 0 ? '[' : ',');
      const item = list[at] as T;
      at += 1;
      emit(item, to);
      return true;
    },
  });
}
