export { readSave } from './read-save.js';
export { writeSave, type WriteOptions } from './write-save.js';
export { readGvasHeader as readHeader } from './archive/gvas.js';
export type { CustomVersion, CustomVersions, SaveHeader } from './archive/header.js';
export { recognise } from './recognise.js';
export { inspect, type Inspection } from './inspect.js';
export type { ReadOptions } from './read-options.js';
export { defaultLimits, type Limits } from './limits.js';
export { SaveError, type SaveErrorCode } from './errors.js';

export type * from './save.js';

export { fromJson, toJson } from './json/save-json.js';
export type { Json } from './json/json.js';

export { countProperties, opaqueBytes } from './edit/opaque.js';
export { root } from './edit/root.js';
export { jsonText, shortValue } from './edit/short-value.js';
export type { SaveNode } from './edit/node.js';
export { find } from './edit/find.js';
export { walk, type WalkOptions } from './edit/walk.js';
export { edit, type Edit } from './edit/edit.js';
export { diff, type Change } from './edit/diff.js';
export { append, formatPath, Nth, parsePath, type Step } from './edit/path.js';

export { createRegistry, type Knowledge, type MapHint, type Registry } from './registry.js';
export { defaultRegistry } from './known.js';
export { engineKnowledge } from './structs/engine-structs.js';
export { icarusKnowledge } from './icarus/knowledge.js';

export { PropertyList } from './properties/property-list.js';
export { Property } from './properties/property.js';
export type { PropertyType } from './properties/property-type.js';
export type { Codec, ParseContext, Part, Parts } from './properties/codec.js';
export { record } from './properties/record.js';
export { scalars } from './properties/scalars.js';
export { sequence } from './properties/sequence.js';
export type { ArchiveFacts } from './archive/facts.js';
export type { SaveReader, SaveWriter } from './archive/save-stream.js';
export { Opaque } from './properties/opaque.js';
export { PackedArray } from './properties/packed-array.js';
export { StructArray } from './properties/struct-array.js';
export { MapValue, type MapEntry, type SetValue } from './properties/map-value.js';
export { EncodedString, textOf, type Str } from './io/strings.js';
export { NaNBits, type Float } from './io/numbers.js';

export { prospectHash, type ProspectHash } from './icarus/prospect-save.js';
export { RecorderData } from './icarus/recorder-data.js';
export { JsonDocument } from './icarus/json-document.js';
export { Prospect } from './icarus/prospect.js';
export { Mounts } from './icarus/mounts.js';
export { setTwin } from './icarus/twin.js';
