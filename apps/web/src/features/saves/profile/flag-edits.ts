import type { Edit } from '@bothy/ue4-codec';

/** The edits that make of some flags others: those that go are taken out from the last one on, so that places stay right. */
export function flagEdits(path: string, before: readonly number[], after: ReadonlySet<number>): Edit[] {
  const removed = before.flatMap((flag, index) =>
    after.has(flag) ? [] : [{ path: `${path}[${index}]`, op: 'remove' as const }],
  );
  const added = [...after].filter((flag) => !before.includes(flag));
  return [
    ...removed.toReversed(),
    ...added.map((flag) => ({ path: `${path}[+]`, op: 'insert' as const, value: flag })),
  ];
}
