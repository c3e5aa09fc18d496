export { readSave } from './read-save.ts';
export { writeSave, type WriteOptions } from './write-save.ts';
export { readGvasHeader as readHeader } from './archive/gvas.ts';
export type { CustomVersion, CustomVersions, SaveHeader } from './archive/header.ts';
export { recognise } from './recognise.ts';
export { inspect, type Inspection } from './inspect.ts';
export type { ReadOptions } from './read-options.ts';
export { defaultLimits, type Limits } from './limits.ts';
export { SaveError, type SaveErrorCode } from './errors.ts';

export type * from './save.ts';

export { fromJson, toJson } from './json/save-json.ts';
export type { Json } from './json/json.ts';

export { countProperties, opaqueBytes } from './edit/opaque.ts';
export { root } from './edit/root.ts';
export type { SaveNode } from './edit/node.ts';
export { find } from './edit/find.ts';
export { walk, type WalkOptions } from './edit/walk.ts';
export { edit, type Edit } from './edit/edit.ts';
export { diff, type Change } from './edit/diff.ts';
export { formatPath, parsePath, type Step } from './edit/path.ts';

export { createRegistry, type Knowledge, type MapHint, type Registry } from './registry.ts';
export { defaultRegistry } from './known.ts';
export { engineKnowledge } from './structs/engine-structs.ts';
export { icarusKnowledge } from './icarus/knowledge.ts';

export { PropertyList } from './properties/property-list.ts';
export { Property } from './properties/property.ts';
export type { PropertyType } from './properties/property-type.ts';
export type { Codec, Part, Parts } from './properties/codec.ts';
export { Opaque } from './properties/opaque.ts';
export { PackedArray } from './properties/packed-array.ts';
export { StructArray } from './properties/struct-array.ts';
export { MapValue, type MapEntry, type SetValue } from './properties/map-value.ts';
export { EncodedString, textOf, type Str } from './io/strings.ts';
export { NaNBits, type Float } from './io/numbers.ts';

export { prospectHash, type ProspectHash } from './icarus/prospect-save.ts';
export { RecorderData } from './icarus/recorder-data.ts';
export { JsonDocument } from './icarus/json-document.ts';
