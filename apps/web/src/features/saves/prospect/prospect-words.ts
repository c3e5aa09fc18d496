import type { MissionTrees } from '../data/index.js';
import { isKnownMission } from '../data/mission-cascade.js';
import type { Mission, Overview } from '../worker/acts/prospect.js';

/** "51 h 10 m" */
export function playTime(seconds: number): string {
  const minutes = Math.floor(Math.max(0, seconds) / 60);
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} m`;
}

/** `ResourceDepositRecorderComponent` is "Resource deposit": the words of the class, without what all of them end in. */
export function componentWords(component: string): string {
  const bare = component.replace(/RecorderComponent$/u, '').replace(/^Icarus(?=[A-Z])/u, '');
  const words = bare.replace(/([a-z0-9])([A-Z])/gu, '$1 $2').replace(/([A-Z])([A-Z][a-z])/gu, '$1 $2');
  const [first = '', ...rest] = words.split(' ');
  const lower = rest.map((word) => (/^[A-Z]{2,}$/u.test(word) ? word : word.toLowerCase()));
  return [first, ...lower].join(' ') || component;
}

/** Up to two letters that stand for a name. */
export function initials(name: string): string {
  const words = name.split(/[\s_.-]+/u).filter(Boolean);
  const letters = words.length > 1 ? words.slice(0, 2).map((word) => [...word][0]) : [...(words[0] ?? '?')].slice(0, 2);
  return letters.join('').toUpperCase();
}

const statuses: Readonly<Record<Mission['status'], string>> = {
  'in-progress': 'In progress',
  completed: 'Completed',
  abandoned: 'Abandoned',
  failed: 'Failed',
  unknown: 'Status not known',
};

/** One mission of the record, however often it was done. */
export interface MissionRow {
  readonly mission: string;
  readonly times: number;
  readonly status: string;
  readonly running: boolean;
  /** Whether it is known what needs it. */
  readonly known: boolean;
}

/** The record by mission, in the order in which they were first done. The last status counts. */
export function missionRows(missions: readonly Mission[], trees: MissionTrees | undefined): MissionRow[] {
  const rows = new Map<string, MissionRow>();
  for (const { mission, status } of missions) {
    rows.set(mission, {
      mission,
      times: (rows.get(mission)?.times ?? 0) + 1,
      status: statuses[status],
      running: status === 'in-progress',
      known: rows.get(mission)?.known ?? isKnownMission(mission, trees),
    });
  }
  return [...rows.values()];
}

/** Who is in the prospect at this moment, as far as it tells. */
export function playersInside({ members }: Overview): string[] {
  return members.filter(({ playing }) => playing).map(({ characterName, accountName }) => characterName || accountName);
}
