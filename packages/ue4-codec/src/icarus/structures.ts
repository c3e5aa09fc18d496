import type { PropertyList } from '../properties/property-list.js';
import type { ProspectSave } from '../save.js';
import { listIn, structsIn, textIn } from './property-edit.js';
import { recordersOf, withoutRecorders, type Recorder } from './recorders.js';

/** What players built or put down, of one class. */
export interface StructureCount {
  /** Class of the actor: `BP_Crop_Plot_T2_v2_C`. */
  readonly actorClass: string;
  /** Component that records it: `CropPlotRecorderComponent`. */
  readonly component: string;
  /** Row name of the item; undefined where it is none, or not the same for all. */
  readonly item: string | undefined;
  /** How many there are. */
  readonly count: number;
  /** How many pieces they consist of: more than one each for buildings. */
  readonly pieces: number;
}

/** The structures of a prospect by class, the most frequent first. */
export function structuresOf(save: ProspectSave): StructureCount[] {
  const counts = new Map<string, StructureCount>();
  for (const { actorClass, recorder, data } of structures(save)) {
    const item = textIn(data, 'StaticItemDataRowName');
    const before = counts.get(actorClass);
    counts.set(actorClass, {
      actorClass,
      component: recorder.component,
      item: before === undefined || before.item === item ? item : undefined,
      count: (before?.count ?? 0) + 1,
      pieces: (before?.pieces ?? 0) + piecesIn(data),
    });
  }
  return [...counts.values()].toSorted((a, b) => b.count - a.count || (a.actorClass < b.actorClass ? -1 : 1));
}

/** The prospect without the structures of some classes. */
export function withoutStructures(save: ProspectSave, actorClasses: Iterable<string>): ProspectSave {
  const out = new Set(actorClasses);
  const indexes = structures(save)
    .filter(({ actorClass }) => out.has(actorClass))
    .map(({ recorder }) => recorder.index);
  return withoutRecorders(save, new Set(indexes));
}

interface Structure {
  readonly actorClass: string;
  readonly recorder: Recorder;
  readonly data: PropertyList;
}

function structures(save: ProspectSave): Structure[] {
  return recordersOf(save).flatMap((recorder) => {
    const { data } = recorder;
    if (
      data === undefined ||
      (data.get('DeployableRecord') === undefined && data.get('BuildingGridRecord') === undefined)
    )
      return [];
    return [{ actorClass: textIn(data, 'ActorClassName') ?? '', recorder, data }];
  });
}

function piecesIn(data: PropertyList): number {
  const grid = listIn(data, 'BuildingGridRecord');
  if (grid === undefined) return 1;
  return structsIn(grid, 'BuildingTypes').reduce((sum, type) => sum + structsIn(type, 'BuildingInstances').length, 0);
}
