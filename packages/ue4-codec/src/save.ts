import type { Archive } from './archive/archive.js';
import type { SaveHeader } from './archive/header.js';
import type { SavePrefix } from './archive/prefix.js';
import type { PackedContainer } from './containers/palworld.js';
import type { JsonDocument } from './icarus/json-document.js';
import type { Str } from './io/strings.js';
import type { PropertyList } from './properties/property-list.js';

/** What a file is, told by its content. */
export type SaveKind = Save['kind'];

/** A save: never changed in place; an edit returns another that shares what stayed. */
export type Save = GvasSave | PalworldSave | ProspectSave | MountsSave | JsonSave | FlagsSave;

/** A tagged-property save of Unreal Engine. */
export interface GvasSave {
  readonly kind: 'gvas';
  readonly archive: Archive;
  readonly header: SaveHeader;
  /** What a save class of the game puts before its properties; empty as a rule, and not understood. */
  readonly prefix: SavePrefix;
  /** The engine's control byte before the properties (from 5.4), undefined where the version has none. */
  readonly control: number | undefined;
  readonly properties: PropertyList;
  /** What follows the properties: four zero bytes as a rule. */
  readonly trailing: Uint8Array;
  /** Bytes of the file it was read from, for sizing what is written. */
  readonly sizeBytes: number;
}

/** A save in Palworld's compressed container. */
export interface PalworldSave {
  readonly kind: 'palworld';
  readonly container: PackedContainer;
  readonly content: GvasSave;
}

/** A prospect of ICARUS: JSON text around a compressed list of properties. */
export interface ProspectSave {
  readonly kind: 'icarus-prospect';
  readonly archive: Archive;
  /** The text, `ProspectBlob` included. */
  readonly document: JsonDocument;
  /** The unpacked content of `ProspectBlob`. */
  readonly properties: PropertyList;
  /** The list that `document` holds packed: while `properties` is this very list, its text stays as it is. */
  readonly packed: PropertyList;
  /** Unpacked bytes, for sizing what is written. */
  readonly sizeBytes: number;
}

/** The pets of ICARUS: JSON text whose numbers are bytes of properties. */
export interface MountsSave {
  readonly kind: 'icarus-mounts';
  readonly archive: Archive;
  readonly document: JsonDocument;
  /** The decoded `BinaryData` of each pet, in order; undefined where it could not be decoded. */
  readonly recorders: readonly (MountRecorder | undefined)[];
}

export interface MountRecorder {
  readonly properties: PropertyList;
  /** What follows `None`: four zero bytes as a rule. */
  readonly tail: Uint8Array;
  /** The list that `document` holds: while `properties` is this very list, its text stays as it is. */
  readonly stored: PropertyList;
}

/** Files of ICARUS that are JSON and nothing else. */
export interface JsonSave {
  readonly kind:
    | 'icarus-profile'
    | 'icarus-characters'
    | 'icarus-associated-prospects'
    | 'icarus-meta-inventory'
    | 'icarus-loadouts'
    | 'icarus-accolades'
    | 'icarus-bestiary';
  readonly document: JsonDocument;
}

/** `flags_<id>.dat` of ICARUS: a name and numbers. */
export interface FlagsSave {
  readonly kind: 'icarus-flags';
  readonly name: Str;
  readonly flags: readonly number[];
}
