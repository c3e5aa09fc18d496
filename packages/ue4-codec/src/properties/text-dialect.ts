import type { ArchiveFacts } from '../archive/facts.js';
import { customVersions } from '../archive/versions.js';

/** What changed about the storage of texts from one release of the engine to the next. */
export interface TextDialect {
  /** A text without history says whether a culture-invariant string follows (UE 4.23). */
  readonly invariant: boolean;
  /** Options of number formats have "always sign" (UE 4.20). */
  readonly alwaysSign: boolean;
  /** Arguments of blueprints are of several types (UE 4.15). */
  readonly typed: boolean;
  /** Whole numbers among them take 64 bits (UE 5.0). */
  readonly wide: boolean;
}

const editorVersions = { typed: 5, alwaysSign: 21, invariant: 32 };
const wideVersion = 12;

/** The dialects that a save may be written in, the likeliest first. */
export function textDialects(archive: ArchiveFacts): readonly TextDialect[] {
  const { custom, ue5 } = archive.version;
  // Streams without a header tell no versions: they are of today.
  const editor = custom.get(customVersions.editorObject) ?? Number.POSITIVE_INFINITY;
  const release =
    custom.get(customVersions.ue5Release) ?? (ue5 > 0 && custom.size === 0 ? Number.POSITIVE_INFINITY : 0);
  const likely: TextDialect = {
    invariant: editor >= editorVersions.invariant,
    alwaysSign: editor >= editorVersions.alwaysSign,
    typed: editor >= editorVersions.typed,
    wide: release >= wideVersion,
  };
  const other: TextDialect = { ...likely, invariant: !likely.invariant };
  return [likely, other, { ...likely, wide: !likely.wide }];
}

/** Tells dialects apart in the JSON of a save; that of today is plainly `Text`. */
export function dialectId(dialect: TextDialect): string {
  const lacks: string[] = [];
  if (!dialect.invariant) lacks.push('NoInvariant');
  if (!dialect.alwaysSign) lacks.push('NoSign');
  if (!dialect.typed) lacks.push('Untyped');
  if (!dialect.wide) lacks.push('32');
  return ['Text', ...lacks].join('-');
}
