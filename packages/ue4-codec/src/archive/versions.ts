/** Object versions of the engine at which the layout of a save changed (`EUnrealEngineObjectUE4Version`, `…UE5Version`). */
export const ue4Versions = {
  /** Tags carry an optional guid. */
  propertyGuidInTag: 503,
} as const;

export const ue5Versions = {
  /** Vectors and their kin hold doubles. */
  largeWorldCoordinates: 1004,
  /** Asset paths are two names and a text. */
  softObjectPathNames: 1007,
  /** Objects begin with a control byte, tags may carry extensions. */
  tagExtensions: 1011,
  /** Tags name their type in full. */
  completeTypeName: 1012,
} as const;

/** Versions of parts of the engine that save files name in their header, by guid in lower-case hex as it is stored. */
export const customVersions = {
  /** `FEditorObjectVersion` */
  editorObject: 'e4b068edf49442e9a231da0b2e46bb41',
  /** `FFortniteMainBranchObjectVersion` */
  fortniteMain: '601d1886ac644f84aa16d3de0deac7d6',
  /** `FUE5ReleaseStreamObjectVersion` */
  ue5Release: 'd89b5e4224bd4d468412aca8df641779',
} as const;

/** What a reader must know of the engine that wrote a save. */
export interface ArchiveVersion {
  /** `FileVersionUE4`, for example 522. */
  readonly ue4: number;
  /** `FileVersionUE5`, 0 where there is none. */
  readonly ue5: number;
  /** Custom versions by guid (32 lower-case hex digits, in the order of the bytes). */
  readonly custom: ReadonlyMap<string, number>;
}
