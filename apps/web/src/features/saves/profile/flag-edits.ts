import type { Edit } from '@bothy/ue4-codec';

/** A flag, and where it stands in its list: there may be more than flags in it. */
export interface FlagAt {
  readonly flag: number;
  readonly index: number;
}

/** The edits that make of some flags others: those that go are taken out from the last one on, so that places stay right. */
export function flagEdits(path: string, before: readonly FlagAt[], after: ReadonlySet<number>): Edit[] {
  const there = new Set(before.map(({ flag }) => flag));
  const removed = before.flatMap(({ flag, index }) =>
    after.has(flag) ? [] : [{ path: `${path}[${index}]`, op: 'remove' as const }],
  );
  const added = [...after].filter((flag) => !there.has(flag));
  return [
    ...removed.toReversed(),
    ...added.map((flag) => ({ path: `${path}[+]`, op: 'insert' as const, value: flag })),
  ];
}
