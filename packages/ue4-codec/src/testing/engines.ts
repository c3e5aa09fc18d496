import { ByteBuilder, type TestStr } from './byte-builder.js';

/** One release of the engine, as its saves tell. */
export interface Engine {
  readonly label: string;
  readonly saveVersion: 2 | 3;
  readonly ue4: number;
  readonly ue5: number;
  readonly engine: readonly [number, number, number];
  /** `FEditorObjectVersion` */
  readonly editor: number;
  /** `FUE5ReleaseStreamObjectVersion`, where there is one. */
  readonly release5?: number;
}

function engine4(minor: number, ue4: number, editor: number): Engine {
  return { label: `4.${minor}`, saveVersion: 2, ue4, ue5: 0, engine: [4, minor, 2], editor };
}

function engine5(minor: number, ue5: number, release5: number): Engine {
  return { label: `5.${minor}`, saveVersion: 3, ue4: 522, ue5, engine: [5, minor, 1], editor: 40, release5 };
}

export const ue418 = engine4(18, 516, 20);
export const ue422 = engine4(22, 517, 34);
export const ue425 = engine4(25, 518, 38);
export const ue427 = engine4(27, 522, 40);
export const ue50 = engine5(0, 1004, 36);
export const ue51 = engine5(1, 1008, 42);
export const ue53 = engine5(3, 1009, 47);
export const ue54 = engine5(4, 1012, 51);
export const ue55 = engine5(5, 1013, 54);
export const ue56 = engine5(6, 1017, 60);

export const engines: readonly Engine[] = [ue418, ue422, ue425, ue427, ue50, ue51, ue53, ue54, ue55, ue56];

/** Tags name their type in full. */
export function completeTypes(engine: Engine): boolean {
  return engine.ue5 >= 1012;
}

/** Vectors and their kin hold doubles. */
export function largeWorlds(engine: Engine): boolean {
  return engine.ue5 >= 1004;
}

export interface HeaderOptions {
  readonly branch?: TestStr;
  readonly saveClass?: TestStr;
  /** What the save class puts before its properties, the engine's control byte included. */
  readonly prefix?: Uint8Array;
}

/** Everything of a GVAS file before its properties. */
export function header(engine: Engine, options: HeaderOptions = {}): ByteBuilder {
  const out = new ByteBuilder().bytes([...'GVAS'].map((one) => one.charCodeAt(0)));
  out.u32(engine.saveVersion).u32(engine.ue4);
  if (engine.saveVersion >= 3) out.u32(engine.ue5);
  for (const part of engine.engine) out.u16(part);
  out.u32(0x8000_1234).str(options.branch ?? `++UE+Release-${engine.label}`);
  const versions: [string, number][] = [
    ['E4B068EDF49442E9A231DA0B2E46BB41', engine.editor],
    ['601D1886AC644F84AA16D3DE0DEAC7D6', engine.ue5 > 0 ? 100 : 31],
  ];
  if (engine.release5 !== undefined) versions.push(['D89B5E4224BD4D468412ACA8DF641779', engine.release5]);
  out.u32(3).u32(versions.length);
  for (const [guid, version] of versions) out.guid(guid).i32(version);
  out.str(options.saveClass ?? '/Script/Test.TestSaveGame');
  if (options.prefix !== undefined) out.bytes(options.prefix);
  else if (completeTypes(engine)) out.u8(0);
  return out;
}
