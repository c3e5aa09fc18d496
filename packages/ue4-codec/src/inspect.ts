import { countProperties, opaqueBytes } from './edit/opaque.js';
import { textOf } from './io/strings.js';
import { prospectHash } from './icarus/prospect-save.js';
import type { Json } from './json/json.js';
import type { GvasSave, MountRecorder, MountsSave, ProspectSave, Save, SaveKind } from './save.js';

/** What a save is, in short. */
export interface Inspection {
  readonly kind: SaveKind;
  /** The engine that wrote it: `4.27.2`, with its object versions; undefined where the file does not tell. */
  readonly engine: string | undefined;
  /** Properties at all levels. */
  readonly propertyCount: number;
  /** Bytes that are carried and not understood. */
  readonly opaqueBytes: number;
  /** What matters in a save of this kind, by name. */
  readonly summary: { readonly [name: string]: Json };
}

/** Tells what a save is. Decodes all of it. */
export function inspect(save: Save): Inspection {
  return {
    kind: save.kind,
    engine: engineOf(save),
    propertyCount: countProperties(save),
    opaqueBytes: opaqueBytes(save),
    summary: summaryOf(save),
  };
}

function engineOf(save: Save): string | undefined {
  if (save.kind === 'palworld') return engineOf(save.content);
  if (save.kind !== 'gvas') return undefined;
  const { engine, ue4, ue5 } = save.header;
  const objects = ue5 === undefined ? `${ue4}` : `${ue4}, ${ue5}`;
  return `${engine.major}.${engine.minor}.${engine.patch} (${objects})`;
}

function summaryOf(save: Save): { readonly [name: string]: Json } {
  switch (save.kind) {
    case 'gvas':
      return gvasSummary(save);
    case 'palworld':
      return { ...gvasSummary(save.content), packed: save.container.type === 0x32 ? 'twice' : 'once' };
    case 'icarus-prospect':
      return prospectSummary(save);
    case 'icarus-mounts':
      return { pets: petsOf(save) };
    case 'icarus-flags':
      return { name: textOf(save.name), flags: save.flags.length };
    default:
      return { fields: save.document.names([]) };
  }
}

function gvasSummary({ header, properties }: GvasSave): { readonly [name: string]: Json } {
  return {
    saveClass: textOf(header.saveClass),
    branch: textOf(header.engine.branch),
    properties: properties.items.map((item) => item.label),
  };
}

const infoPath = 'ProspectInfo';

function prospectSummary(save: ProspectSave): { readonly [name: string]: Json } {
  const info = (name: string): Json => save.document.value([infoPath, name]) ?? null;
  const recorders = save.properties.value('StateRecorderBlobs');
  return {
    id: info('ProspectID'),
    map: info('ProspectDTKey'),
    name: info('LobbyName'),
    difficulty: info('Difficulty'),
    hardcore: info('NoRespawns'),
    insurance: info('Insurance'),
    elapsedSeconds: info('ElapsedTime'),
    members: save.document.length([infoPath, 'AssociatedMembers']) ?? 0,
    recorders: lengthOf(recorders),
    hashMatches: prospectHash(save).matches,
  };
}

function lengthOf(value: unknown): number {
  return typeof value === 'object' && value !== null && 'length' in value && typeof value.length === 'number'
    ? value.length
    : 0;
}

function petsOf({ document, recorders }: MountsSave): Json {
  return recorders.map((recorder, index) => ({
    name: document.value(['SavedMounts', index, 'MountName']) ?? null,
    level: reachedLevel(recorder) ?? document.value(['SavedMounts', index, 'MountLevel']) ?? null,
    type: document.value(['SavedMounts', index, 'MountType']) ?? null,
  }));
}

/** The level that a pet has reached: the game may leave `MountLevel` at 1. */
function reachedLevel(recorder: MountRecorder | undefined): number | undefined {
  const level = recorder?.properties.value('LastLevelAchieved');
  return typeof level === 'number' ? level : undefined;
}
