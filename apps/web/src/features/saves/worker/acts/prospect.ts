import { Prospect, type Save } from '@bothy/ue4-codec';
import { act, expectKind, type Act, type View } from './registry.js';

export type Overview = Prospect['info'];
export type Mission = Prospect['missions'][number];
export type Structure = Prospect['structures'][number];
export type CharacterId = Overview['host'];

/** Recorders of one class. */
export interface RecorderCount {
  /** `BedRecorderComponent` */
  readonly component: string;
  readonly count: number;
}

function prospectIn(save: Save): Prospect {
  return Prospect.from(expectKind(save, 'icarus-prospect'));
}

function view<T>(of: (prospect: Prospect) => T): View {
  return (save) => (save.kind === 'icarus-prospect' ? of(Prospect.from(save)) : undefined);
}

function countRecorders({ recorders }: Prospect): RecorderCount[] {
  const counts = new Map<string, number>();
  for (const { component } of recorders) counts.set(component, (counts.get(component) ?? 0) + 1);
  const list = [...counts].map(([component, count]) => ({ component, count }));
  return list.sort((a, b) => b.count - a.count || a.component.localeCompare(b.component));
}

export const prospectViews: Readonly<Record<string, View>> = {
  overview: view((prospect) => prospect.info),
  recorders: view(countRecorders),
  missions: view((prospect) => prospect.missions),
  structures: view((prospect) => prospect.structures),
};

export interface RenameProspect {
  readonly id: string;
}

export interface ResetMissions {
  /** Row names as the prospect has them on record; what needs them is already among them. */
  readonly missions: readonly string[];
}

export interface ClearStructures {
  readonly classes: readonly string[];
}

/** Acts on a prospect. Both copies of what it tells twice change together. */
export const prospectActs: Readonly<Record<string, Act>> = {
  renameProspect: act<RenameProspect>((save, { id }) => prospectIn(save).rename({ id }).save),
  setDifficulty: act<string>((save, difficulty) => prospectIn(save).setDifficulty(difficulty).save),
  setPrivacy: act<string>((save, privacy) => prospectIn(save).setPrivacy(privacy).save),
  setDropPoint: act<number>((save, point) => prospectIn(save).setDropPoint(point).save),
  setInsurance: act<boolean>((save, on) => prospectIn(save).setInsurance(on).save),
  setHardcore: act<boolean>((save, on) => prospectIn(save).setHardcore(on).save),
  setHost: act<CharacterId>((save, id) => prospectIn(save).setHost(id).save),
  removeMember: act<CharacterId>((save, id) => prospectIn(save).removeMember(id).save),
  resetMissions: act<ResetMissions>((save, { missions }) => prospectIn(save).resetMissions(missions).save),
  clearStructures: act<ClearStructures>((save, { classes }) => prospectIn(save).clearStructures(classes).save),
};
