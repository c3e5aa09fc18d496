import { formatPath, parsePath, type Change, type Step } from '@bothy/ue4-codec';

type State = 'before' | 'after';

const other = { before: 'after', after: 'before' } as const;

/**
 * Where a place of one state of a save is in the other. Elements keep their order: what came into a list and what went
 * out of it tells where the others are.
 */
export class Counterparts {
  /** By the path of their list in their own state: the indexes of elements that the other state does not have, in order. */
  private readonly alone = { before: new Map<string, number[]>(), after: new Map<string, number[]>() };

  /** `changes` are all that differ. */
  constructor(changes: readonly Change[]) {
    for (const { path, kind } of changes) {
      if (kind !== 'added' && kind !== 'removed') continue;
      const steps = parsePath(path);
      const index = steps.pop();
      if (typeof index !== 'number') continue;
      const lists = this.alone[kind === 'removed' ? 'before' : 'after'];
      const list = formatPath(steps);
      lists.set(
        list,
        [...(lists.get(list) ?? []), index].sort((one, two) => one - two),
      );
    }
  }

  /** Where a place of `from` is in the other state; of an element that is not there, where it would stand. */
  of(path: string, from: State): string {
    const own: Step[] = [];
    const found: Step[] = [];
    for (const step of parsePath(path)) {
      found.push(typeof step === 'number' ? this.moved(step, formatPath(own), formatPath(found), from) : step);
      own.push(step);
    }
    return formatPath(found);
  }

  private moved(index: number, own: string, found: string, from: State): number {
    const gone = this.alone[from].get(own) ?? [];
    const come = this.alone[other[from]].get(found) ?? [];
    let at = index - gone.filter((each) => each < index).length;
    for (const each of come) if (each <= at) at += 1;
    return at;
  }
}
