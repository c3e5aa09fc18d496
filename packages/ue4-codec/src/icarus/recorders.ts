import { SaveError } from '../errors.js';
import { PropertyList } from '../properties/property-list.js';
import { StructArray } from '../properties/struct-array.js';
import type { ProspectSave } from '../save.js';
import { changed, textIn, withStructs } from './property-edit.js';
import { RecorderData } from './recorder-data.js';

/** Components of the game that record what a prospect holds, by the last part of their class. */
export const components = {
  gameMode: 'GameModeStateRecorderComponent',
  player: 'PlayerRecorderComponent',
  playerState: 'PlayerStateRecorderComponent',
  playerHistory: 'PlayerHistoryRecorderComponent',
  rocket: 'RocketRecorderComponent',
  rocketSpawn: 'DynamicRocketSpawnRecorderComponent',
} as const;

const listName = 'StateRecorderBlobs';
const dataName = 'BinaryData';

/** One recorder of a prospect. */
export interface Recorder {
  /** Its place in `StateRecorderBlobs`. */
  readonly index: number;
  /** The class of its component: `/Script/Icarus.BedRecorderComponent`. */
  readonly className: string;
  /** The class without its package: `BedRecorderComponent`. */
  readonly component: string;
  /** Bytes of its data as they were read; undefined where it was edited since. */
  readonly sizeBytes: number | undefined;
  /** What it recorded; undefined where that is not understood. Decoded when it is asked for. */
  readonly data: PropertyList | undefined;
}

/** The recorders of a prospect, in order. */
export function recordersOf({ properties }: ProspectSave): Recorder[] {
  const list = properties.value(listName);
  if (!(list instanceof StructArray)) return [];
  return list.items.flatMap((item, index) => (item instanceof PropertyList ? [recorderOf(item, index)] : []));
}

function recorderOf(item: PropertyList, index: number): Recorder {
  const className = textIn(item, 'ComponentClassName') ?? '';
  return {
    index,
    className,
    component: className.slice(className.lastIndexOf('.') + 1),
    get sizeBytes() {
      return dataOf(item)?.properties.byteLength;
    },
    get data() {
      return dataOf(item)?.properties;
    },
  };
}

function dataOf(item: PropertyList): RecorderData | undefined {
  const data = item.value(dataName);
  return data instanceof RecorderData ? data : undefined;
}

/** The prospect without some of its recorders. */
export function withoutRecorders(save: ProspectSave, indexes: ReadonlySet<number>): ProspectSave {
  if (indexes.size === 0) return save;
  const properties = withStructs(save.properties, listName, (items) => items.filter((_, index) => !indexes.has(index)));
  return { ...save, properties };
}

/** The prospect with other data in one recorder. */
export function withRecorderData(
  save: ProspectSave,
  index: number,
  change: (data: PropertyList) => PropertyList,
): ProspectSave {
  const properties = withStructs(save.properties, listName, (items) => {
    const item = items[index];
    if (!(item instanceof PropertyList)) throw new SaveError('bad-path', `there is no recorder ${index}`);
    const next = changed(item, dataName, ({ value }) => {
      if (!(value instanceof RecorderData))
        throw new SaveError('bad-value', `the data of recorder ${index} is not understood`);
      const data = change(value.properties);
      return data === value.properties ? value : value.with(data);
    });
    return next === item ? items : items.with(index, next);
  });
  return properties === save.properties ? save : { ...save, properties };
}
