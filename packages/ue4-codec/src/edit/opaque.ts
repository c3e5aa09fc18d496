import type { PropertyList } from '../properties/property-list.js';
import { Opaque } from '../properties/opaque.js';
import { eachProperty } from '../properties/visit.js';
import type { GvasSave, MountsSave, Save } from '../save.js';

/** Bytes of a save that are carried and not understood. */
export function opaqueBytes(save: Save): number {
  let bytes = besideProperties(save);
  for (const list of outermost(save)) {
    eachProperty(list, ({ codec, value }) => {
      bytes += codec.opaque === true ? lengthOf(value) : trailing(tailOf(value));
    });
  }
  return bytes;
}

/** How many properties a save has, at all levels. */
export function countProperties(save: Save): number {
  let count = 0;
  for (const list of outermost(save)) {
    eachProperty(list, () => {
      count += 1;
    });
  }
  return count;
}

/** The lists of properties that a save begins with. */
function outermost(save: Save): readonly PropertyList[] {
  switch (save.kind) {
    case 'gvas':
    case 'icarus-prospect':
      return [save.properties];
    case 'palworld':
      return [save.content.properties];
    case 'icarus-mounts':
      return save.recorders.flatMap((recorder) => recorder?.properties ?? []);
    default:
      return [];
  }
}

/** What stands outside of all properties. */
function besideProperties(save: Save): number {
  switch (save.kind) {
    case 'gvas':
      return besideGvas(save);
    case 'palworld':
      return besideGvas(save.content);
    case 'icarus-mounts':
      return besideMounts(save);
    default:
      return 0;
  }
}

function besideGvas(save: GvasSave): number {
  return save.prefix.bytes.length + trailing(save.trailing);
}

function besideMounts({ document, recorders }: MountsSave): number {
  return recorders.reduce((sum, recorder, index) => {
    if (recorder !== undefined) return sum + trailing(recorder.tail);
    return sum + (document.length(['SavedMounts', index, 'RecorderBlob', 'BinaryData']) ?? 0);
  }, 0);
}

const none = new Uint8Array(0);

/** What follows the properties of a recorder. */
function tailOf(value: unknown): Uint8Array {
  return typeof value === 'object' && value !== null && 'tail' in value && value.tail instanceof Uint8Array
    ? value.tail
    : none;
}

/** Objects end in four zero bytes: that is understood. */
function trailing(bytes: Uint8Array): number {
  return bytes.length === 4 && bytes.every((byte) => byte === 0) ? 0 : bytes.length;
}

function lengthOf(value: unknown): number {
  const bytes = value instanceof Opaque ? value.bytes : value;
  return bytes instanceof Uint8Array ? bytes.length : 0;
}
