import type { Float } from '../io/numbers.js';
import { record, recordOf } from '../properties/record.js';

/**
 * Structs of floating-point numbers, by the engine's names of their two widths: `3f` holds floats of 32 bits, `3d` of
 * 64. Plain names such as `Vector` mean the former in UE 4 and the latter in UE 5.
 */

export interface Vector {
  readonly X: Float;
  readonly Y: Float;
  readonly Z: Float;
}

export interface Rotator {
  readonly Pitch: Float;
  readonly Yaw: Float;
  readonly Roll: Float;
}

export interface Quat extends Vector {
  readonly W: Float;
}

// These three are written out: transforms fill whole saves.
export const vector3f = recordOf<Vector>(
  'Vector3f',
  { X: 'f32', Y: 'f32', Z: 'f32' },
  {
    read: (reader) => ({ X: reader.f32(), Y: reader.f32(), Z: reader.f32() }),
    write(writer, value) {
      writer.f32(value.X);
      writer.f32(value.Y);
      writer.f32(value.Z);
    },
  },
);

export const vector3d = recordOf<Vector>(
  'Vector3d',
  { X: 'f64', Y: 'f64', Z: 'f64' },
  {
    read: (reader) => ({ X: reader.f64(), Y: reader.f64(), Z: reader.f64() }),
    write(writer, value) {
      writer.f64(value.X);
      writer.f64(value.Y);
      writer.f64(value.Z);
    },
  },
);

export const rotator3f = recordOf<Rotator>(
  'Rotator3f',
  { Pitch: 'f32', Yaw: 'f32', Roll: 'f32' },
  {
    read: (reader) => ({ Pitch: reader.f32(), Yaw: reader.f32(), Roll: reader.f32() }),
    write(writer, value) {
      writer.f32(value.Pitch);
      writer.f32(value.Yaw);
      writer.f32(value.Roll);
    },
  },
);

export const rotator3d = recordOf<Rotator>('Rotator3d', { Pitch: 'f64', Yaw: 'f64', Roll: 'f64' });

export const quat4f = recordOf<Quat>(
  'Quat4f',
  { X: 'f32', Y: 'f32', Z: 'f32', W: 'f32' },
  {
    read: (reader) => ({ X: reader.f32(), Y: reader.f32(), Z: reader.f32(), W: reader.f32() }),
    write(writer, value) {
      writer.f32(value.X);
      writer.f32(value.Y);
      writer.f32(value.Z);
      writer.f32(value.W);
    },
  },
);

export const quat4d = recordOf<Quat>(
  'Quat4d',
  { X: 'f64', Y: 'f64', Z: 'f64', W: 'f64' },
  {
    read: (reader) => ({ X: reader.f64(), Y: reader.f64(), Z: reader.f64(), W: reader.f64() }),
    write(writer, value) {
      writer.f64(value.X);
      writer.f64(value.Y);
      writer.f64(value.Z);
      writer.f64(value.W);
    },
  },
);

export const vector2f = record('Vector2f', { X: 'f32', Y: 'f32' });
export const vector2d = record('Vector2d', { X: 'f64', Y: 'f64' });
export const vector4f = record('Vector4f', { X: 'f32', Y: 'f32', Z: 'f32', W: 'f32' });
export const vector4d = record('Vector4d', { X: 'f64', Y: 'f64', Z: 'f64', W: 'f64' });
export const plane4f = record('Plane4f', { X: 'f32', Y: 'f32', Z: 'f32', W: 'f32' });
export const plane4d = record('Plane4d', { X: 'f64', Y: 'f64', Z: 'f64', W: 'f64' });
export const twoVectors3f = record('TwoVectors3f', { v1: vector3f, v2: vector3f });
export const twoVectors3d = record('TwoVectors3d', { v1: vector3d, v2: vector3d });
export const matrix44f = record('Matrix44f', { XPlane: plane4f, YPlane: plane4f, ZPlane: plane4f, WPlane: plane4f });
export const matrix44d = record('Matrix44d', { XPlane: plane4d, YPlane: plane4d, ZPlane: plane4d, WPlane: plane4d });
export const box3f = record('Box3f', { Min: vector3f, Max: vector3f, IsValid: 'bool8' });
export const box3d = record('Box3d', { Min: vector3d, Max: vector3d, IsValid: 'bool8' });
export const box2f = record('Box2f', { Min: vector2f, Max: vector2f, bIsValid: 'bool8' });
export const box2d = record('Box2d', { Min: vector2d, Max: vector2d, bIsValid: 'bool8' });
export const ray3f = record('Ray3f', { Origin: vector3f, Direction: vector3f });
export const ray3d = record('Ray3d', { Origin: vector3d, Direction: vector3d });
export const sphere3f = record('Sphere3f', { Center: vector3f, W: 'f32' });
export const sphere3d = record('Sphere3d', { Center: vector3d, W: 'f64' });
const axes3f = { Center: vector3f, AxisX: vector3f, AxisY: vector3f, AxisZ: vector3f } as const;
const axes3d = { Center: vector3d, AxisX: vector3d, AxisY: vector3d, AxisZ: vector3d } as const;
export const orientedBox3f = record('OrientedBox3f', { ...axes3f, ExtentX: 'f32', ExtentY: 'f32', ExtentZ: 'f32' });
export const orientedBox3d = record('OrientedBox3d', { ...axes3d, ExtentX: 'f64', ExtentY: 'f64', ExtentZ: 'f64' });
