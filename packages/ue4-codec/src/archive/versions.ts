/** Object versions of the engine at which the layout of a save changed (`EUnrealEngineObjectUE5Version`). */
export const ue5Versions = {
  /** Vectors and their kin hold doubles. */
  largeWorldCoordinates: 1004,
  /** Asset paths are two names and a text. */
  softObjectPathNames: 1007,
  /** Objects begin with a control byte, tags may carry extensions. */
  tagExtensions: 1011,
  /** What is inside the asset of a soft reference is told in UTF-8: a version of its own, at home in UE 5.5. */
  softObjectPathUtf8: 1013,
  /** Tags name their type in full. */
  completeTypeName: 1012,
} as const;

/** Versions of parts of the engine that a header lists, by their guids as it stores them, in lower-case hex. */
export const customVersions = {
  /** `FEditorObjectVersion` */
  editorObject: 'ed68b0e4e94294f40bda31a241bb462e',
  /** `FUE5ReleaseStreamObjectVersion` */
  ue5Release: '425e9bd8464dbd24a8ac1284791764df',
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
