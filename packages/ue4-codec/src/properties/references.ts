import type { ArchiveFacts } from '../archive/facts.js';
import type { Codec } from './codec.js';
import { utf8 } from './narrow-string.js';
import { record } from './record.js';
import { scalars } from './scalars.js';
import { sequence } from './sequence.js';

/** A soft reference since UE 4.18: the asset, and what is inside it. */
const softObjectPath = record('SoftObjectPath', { asset: 'str', sub: 'str' });

/** A soft reference since UE 5.1: package and asset are two names. */
const softObjectPathNames = record('SoftObjectPathNames', { package: 'str', asset: 'str', sub: 'str' });

/** The same since UE 5.5: what is inside the asset is told in UTF-8. */
const softObjectPathUtf8 = record('SoftObjectPathUtf8', { package: 'str', asset: 'str', sub: utf8 });

/** A soft reference before UE 4.18: one text. */
const assetReference = record('AssetReference', { asset: 'str' });

/** The object version from which soft references are told in two parts. */
const softObjectPathVersion = 514;

const utf8First: readonly Codec[] = [softObjectPathUtf8, softObjectPathNames, softObjectPath, assetReference];
const namesFirst: readonly Codec[] = [softObjectPathNames, softObjectPath, assetReference];
const pathFirst: readonly Codec[] = [softObjectPath, softObjectPathNames, assetReference];
const textFirst: readonly Codec[] = [assetReference, softObjectPath, softObjectPathNames];

/** How `SoftObjectProperty` and the structs of its kind may be stored, the likeliest first. */
export function softObjectCodecs(archive: ArchiveFacts): readonly Codec[] {
  if (archive.reached('softObjectPathUtf8')) return utf8First;
  if (archive.reached('softObjectPathNames')) return namesFirst;
  // UE 5 files count their UE 4 version on from where it stopped.
  return archive.version.ue4 < softObjectPathVersion && archive.version.ue4 > 0 ? textFirst : pathFirst;
}

/** `DelegateProperty`: the object and the name of its function. */
export const delegate = record('Delegate', { object: 'str', function: 'str' });

/** `MulticastInlineDelegateProperty`, `MulticastSparseDelegateProperty`, `MulticastDelegateProperty`. */
export const multicastDelegate = sequence('MulticastDelegate', delegate);

/** `FieldPathProperty`: names from the field outwards, and the object that owns the outermost. */
export const fieldPath = record('FieldPath', { path: sequence('FieldNames', scalars.string), owner: 'str' });

/** `LazyObjectProperty`: the guid of the object, or its path where an archive of the game writes objects so. */
export const lazyObjectCodecs: readonly Codec[] = [scalars.guid, scalars.string];
