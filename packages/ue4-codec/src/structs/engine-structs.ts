import type { ArchiveFacts } from '../archive/facts.js';
import { softObjectCodecs } from '../properties/references.js';
import { scalars } from '../properties/scalars.js';
import type { Codec } from '../properties/codec.js';
import type { Knowledge } from '../registry.js';
import { integerStructs, intPoint } from './integers.js';
import { instancedStructCodecs } from './instanced-struct.js';
import { uniqueNetIdCodecs } from './unique-net-id.js';
import { color, gameplayTagContainer, valueStructs, variedStructs } from './values.js';
import * as vectors from './vectors.js';

/** Structs whose numbers grew from 32 to 64 bits with UE 5, by the name that stayed. */
const widened: Readonly<Record<string, readonly [float: Codec, double: Codec]>> = {
  Vector: [vectors.vector3f, vectors.vector3d],
  Vector2D: [vectors.vector2f, vectors.vector2d],
  Vector4: [vectors.vector4f, vectors.vector4d],
  Plane: [vectors.plane4f, vectors.plane4d],
  Rotator: [vectors.rotator3f, vectors.rotator3d],
  Quat: [vectors.quat4f, vectors.quat4d],
  Box: [vectors.box3f, vectors.box3d],
  Box2D: [vectors.box2f, vectors.box2d],
  Matrix: [vectors.matrix44f, vectors.matrix44d],
  TwoVectors: [vectors.twoVectors3f, vectors.twoVectors3d],
  OrientedBox: [vectors.orientedBox3f, vectors.orientedBox3d],
  Ray: [vectors.ray3f, vectors.ray3d],
  Sphere: [vectors.sphere3f, vectors.sphere3d],
  Vector_NetQuantize: [vectors.vector3f, vectors.vector3d],
  Vector_NetQuantize10: [vectors.vector3f, vectors.vector3d],
  Vector_NetQuantize100: [vectors.vector3f, vectors.vector3d],
  Vector_NetQuantizeNormal: [vectors.vector3f, vectors.vector3d],
};

/** Structs that name the width of their numbers. */
const explicit: readonly Codec[] = [
  vectors.vector2f,
  vectors.vector2d,
  vectors.vector3f,
  vectors.vector3d,
  vectors.vector4f,
  vectors.vector4d,
  vectors.plane4f,
  vectors.plane4d,
  vectors.rotator3f,
  vectors.rotator3d,
  vectors.quat4f,
  vectors.quat4d,
  vectors.box2f,
  vectors.box2d,
  vectors.box3f,
  vectors.box3d,
  vectors.matrix44f,
  vectors.matrix44d,
  vectors.ray3f,
  vectors.ray3d,
  vectors.sphere3f,
  vectors.sphere3d,
];

const softPaths = new Set(['SoftObjectPath', 'SoftClassPath', 'StringAssetReference', 'StringClassReference']);
const none: readonly Codec[] = [];

/** The candidates by name, with the numbers of UE 4 first or those of UE 5. */
function table(doubles: boolean): ReadonlyMap<string, readonly Codec[]> {
  const entries = new Map<string, readonly Codec[]>();
  for (const codec of explicit) entries.set(codec.id, [codec]);
  for (const [name, codec] of Object.entries({ ...integerStructs, ...valueStructs })) entries.set(name, [codec]);
  for (const [name, [float, double]] of Object.entries(widened))
    entries.set(name, doubles ? [double, float] : [float, double]);
  for (const [name, codecs] of Object.entries(variedStructs)) entries.set(name, codecs);
  entries.set('UniqueNetIdRepl', uniqueNetIdCodecs);
  return entries;
}

const floats = table(false);
const doubles = table(true);

/**
 * The codecs of structs that the engine stores as plain binary, the likeliest first; none for structs that are stored
 * as tagged properties. The version decides which width of numbers is likelier, not which is possible: the engine goes by
 * versions that a save does not always carry.
 */
export const engineStructs: NonNullable<Knowledge['structs']> = (name, archive, lists) => {
  const short = name.slice(name.lastIndexOf('.') + 1);
  if (softPaths.has(short)) return softObjectCodecs(archive);
  if (short === 'InstancedStruct') return instancedStructCodecs(lists);
  return (archive.reached('largeWorldCoordinates') ? doubles : floats).get(short) ?? none;
};

/** One for each size that structs of the engine have; where several have it, the one that occurs most. */
const floatGuesses: readonly Codec[] = [
  scalars.guid,
  vectors.vector3f,
  intPoint,
  color,
  vectors.box3f,
  vectors.vector3d,
  vectors.box2f,
  vectors.matrix44f,
];
const doubleGuesses: readonly Codec[] = [
  scalars.guid,
  vectors.vector3d,
  intPoint,
  vectors.vector3f,
  vectors.quat4d,
  color,
  vectors.box3d,
  vectors.twoVectors3d,
  vectors.box2d,
  vectors.matrix44d,
];

/** What a struct without a name may be where it is not tagged properties: as maps and sets before UE 5.4 hold them. */
export function untypedStructs(archive: ArchiveFacts): readonly Codec[] {
  const fixed = archive.reached('largeWorldCoordinates') ? doubleGuesses : floatGuesses;
  return [...fixed, gameplayTagContainer, ...softObjectCodecs(archive)];
}

/** What is known of the engine itself. */
export const engineKnowledge: Knowledge = Object.freeze({ structs: engineStructs });
