import { PropertyList } from '../properties/property-list.js';
import type { ProspectSave } from '../save.js';
import { changed, listIn, numberIn, structsIn, textIn, withStructs } from './property-edit.js';
import { components, recordersOf, withRecorderData } from './recorders.js';

/** How a mission ended. */
export type MissionStatus = 'in-progress' | 'completed' | 'abandoned' | 'failed' | 'unknown';

const statuses: readonly MissionStatus[] = ['in-progress', 'completed', 'abandoned', 'failed'];

/** A mission that a prospect has on record. A mission may be there more than once. */
export interface RecordedMission {
  /** Its place in the record. */
  readonly index: number;
  /** Row name: `OLY_Forest_Survey`. */
  readonly mission: string;
  readonly status: MissionStatus;
  /** Seconds of the prospect's time. */
  readonly endTime: number | undefined;
}

/** What a mission needs, as a table of the game tells it. */
export interface MissionRow {
  readonly rowName: string;
  readonly requires: readonly string[];
}

const historyName = 'MissionHistory';

/** The missions on record, in order. */
export function missionsOf(save: ProspectSave): RecordedMission[] {
  return recordersOf(save).flatMap(({ component, data }) => {
    if (component !== components.gameMode || data === undefined) return [];
    return structsIn(recordOf(data), historyName).map((entry, index) => ({
      index,
      mission: textIn(entry, 'Mission') ?? '',
      status: statuses[numberIn(entry, 'Status') ?? -1] ?? 'unknown',
      endTime: numberIn(entry, 'MissionEndTime'),
    }));
  });
}

/** The history stands beside the record of the game mode, or inside it. */
function recordOf(data: PropertyList): PropertyList {
  return data.get(historyName) === undefined ? (listIn(data, 'GameModeRecord') ?? data) : data;
}

/** The prospect without some missions on record: each may be begun again. */
export function withoutMissions(save: ProspectSave, rowNames: Iterable<string>): ProspectSave {
  const out = new Set([...rowNames].map(missionKey));
  const forget = (list: PropertyList) =>
    list.get(historyName) === undefined
      ? list
      : withStructs(list, historyName, (items) =>
          items.filter((item) => !(item instanceof PropertyList && out.has(missionKey(textIn(item, 'Mission') ?? '')))),
        );
  return recordersOf(save)
    .filter(({ component }) => component === components.gameMode)
    .reduce(
      (next, { index }) =>
        withRecorderData(next, index, (data) => {
          const inner = listIn(data, 'GameModeRecord');
          const own = forget(data);
          return inner === undefined || inner.get(historyName) === undefined
            ? own
            : changed(own, 'GameModeRecord', () => forget(inner));
        }),
      save,
    );
}

/**
 * Missions, and all that need one of them, directly or not. Names are those of the table; `Prospect_` before a name and
 * the case of its letters make no difference.
 */
export function missionCascade(rowNames: Iterable<string>, table: readonly MissionRow[]): string[] {
  const dependents = new Map<string, string[]>();
  for (const { rowName, requires } of table) {
    for (const one of requires) dependents.set(missionKey(one), [...(dependents.get(missionKey(one)) ?? []), rowName]);
  }
  const found = new Map([...rowNames].map((name) => [missionKey(name), name]));
  // A map is walked on through what is added to it meanwhile.
  for (const key of found.keys()) {
    for (const name of dependents.get(key) ?? []) if (!found.has(missionKey(name))) found.set(missionKey(name), name);
  }
  return [...found.values()];
}

/** Tables name a mission by its talent, `Prospect_OLY_Forest_Survey`; prospects do without `Prospect_`. */
function missionKey(name: string): string {
  return name.toLowerCase().replace(/^prospect_/u, '');
}
