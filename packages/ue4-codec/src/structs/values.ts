import type { Codec } from '../properties/codec.js';
import { record } from '../properties/record.js';
import { scalars } from '../properties/scalars.js';
import { sequence } from '../properties/sequence.js';

export const color = record('Color', { B: 'u8', G: 'u8', R: 'u8', A: 'u8' });
export const linearColor = record('LinearColor', { R: 'f32', G: 'f32', B: 'f32', A: 'f32' });
/** Ticks of 100 ns since year 1. */
export const dateTime = record('DateTime', { Ticks: 'i64' });
/** Ticks of 100 ns. */
export const timespan = record('Timespan', { Ticks: 'i64' });
export const gameplayTagContainer = sequence('GameplayTagContainer', scalars.string);

const curveTangents = {
  ArriveTangent: 'f32',
  ArriveTangentWeight: 'f32',
  LeaveTangent: 'f32',
  LeaveTangentWeight: 'f32',
} as const;

/** Structs with a layout of their own that is the same in UE 4 and UE 5, by name. */
export const valueStructs: Readonly<Record<string, Codec>> = {
  Guid: scalars.guid,
  Color: color,
  LinearColor: linearColor,
  DateTime: dateTime,
  Timespan: timespan,
  GameplayTagContainer: gameplayTagContainer,
  FrameNumber: record('FrameNumber', { Value: 'i32' }),
  PackedNormal: record('PackedNormal', { X: 'u8', Y: 'u8', Z: 'u8', W: 'u8' }),
  PackedRGB10A2N: record('PackedRGB10A2N', { Packed: 'i32' }),
  PackedRGBA16N: record('PackedRGBA16N', { XY: 'i32', ZW: 'i32' }),
  NavAgentSelector: record('NavAgentSelector', { PackedBits: 'u32' }),
  SimpleCurveKey: record('SimpleCurveKey', { Time: 'f32', Value: 'f32' }),
  RichCurveKey: record('RichCurveKey', {
    InterpMode: 'u8',
    TangentMode: 'u8',
    TangentWeightMode: 'u8',
    Time: 'f32',
    Value: 'f32',
    ...curveTangents,
  }),
  FontCharacter: record('FontCharacter', {
    StartU: 'i32',
    StartV: 'i32',
    USize: 'i32',
    VSize: 'i32',
    TextureIndex: 'u8',
    VerticalOffset: 'i32',
  }),
  // Since UE 4.20 or so the name is all that is stored.
  SmartName: record('SmartName', { DisplayName: 'str' }),
  // Handles are stored in undo buffers only.
  KeyHandleMap: record('KeyHandleMap', {}),
};

/** A value that a platform may override: games store the value alone, the editor the overrides too. */
function perPlatform(id: string, kind: 'i32' | 'f32' | 'bool32'): readonly Codec[] {
  const override = record('Override', { Key: 'str', Value: kind });
  return [
    record(id, { bCooked: 'bool32', Default: kind }),
    record(`${id}-Overrides`, { bCooked: 'bool32', Default: kind, PerPlatform: sequence('Overrides', override) }),
  ];
}

/** Structs that are stored in more than one way, by name. */
export const variedStructs: Readonly<Record<string, readonly Codec[]>> = {
  PerPlatformInt: perPlatform('PerPlatformInt', 'i32'),
  PerPlatformFloat: perPlatform('PerPlatformFloat', 'f32'),
  PerPlatformBool: perPlatform('PerPlatformBool', 'bool32'),
};
