import type { MissionTrees, Names } from './index.js';

/**
 * Tables name a mission by its talent, `Prospect_OLY_Forest_Survey`; a prospect records it without `Prospect_`. The game
 * compares names without regard to case.
 */
function missionKey(row: string): string {
  return row.toLowerCase().replace(/^prospect_/u, '');
}

/** The missions on record that fall with those that are reset: what needs one of them, directly or over others. */
export function alsoReset(
  chosen: Iterable<string>,
  recorded: readonly string[],
  trees: MissionTrees | undefined,
): ReadonlySet<string> {
  const fallen = new Set([...chosen].map(missionKey));
  const own = new Set(fallen);
  const needs = Object.values(trees ?? {}).flatMap((tree) => Object.entries(tree));
  for (let before = -1; before !== fallen.size;) {
    before = fallen.size;
    for (const [row, required] of needs)
      if (required.some((one) => fallen.has(missionKey(one)))) fallen.add(missionKey(row));
  }
  return new Set(recorded.filter((row) => fallen.has(missionKey(row)) && !own.has(missionKey(row))));
}

/** Whether the tables have the mission, and so know what needs it. */
export function isKnownMission(row: string, trees: MissionTrees | undefined): boolean {
  const key = missionKey(row);
  return Object.values(trees ?? {}).some((tree) => Object.keys(tree).some((each) => missionKey(each) === key));
}

/** The name of a mission where a prospect of the very same row has one; otherwise the row as it is recorded. */
export function missionName(row: string, prospects: Names | undefined): string {
  const key = missionKey(row);
  return Object.entries(prospects ?? {}).find(([each]) => missionKey(each) === key)?.[1] ?? row;
}
