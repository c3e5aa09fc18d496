import { ByteBuilder, type TestStr } from './byte-builder.js';
import { completeTypes, header, type Engine, type HeaderOptions } from './engines.js';

/** The type of a property: its name and what it is made of. */
export interface TestType {
  readonly name: TestStr;
  readonly params: readonly TestType[];
}

/** A value of a test: how it is stored, and the JSON that it must be read as. */
export interface TestValue {
  readonly type: TestType;
  /** Where the value stands as a property of its own, or inside an array, a set or a map. */
  write(out: ByteBuilder, engine: Engine, place: Place): void;
  readonly json: unknown;
  /** The struct has a layout of its own. */
  readonly native?: boolean;
  readonly structGuid?: string;
}

export interface Place {
  /** `item` for elements of arrays, `keyed` for those of sets and maps. */
  readonly in: 'property' | 'item' | 'keyed';
  readonly name: TestStr;
}

export interface TestProperty {
  readonly name: TestStr;
  readonly value: TestValue;
  readonly index?: number;
  readonly guid?: string;
  /** Bytes of tag extensions (from ue5 1011): bits, and for bit 2 an operation and a bool of four bytes. */
  readonly extension?: readonly number[];
  /** Sets the flag of a skipped property (from 5.4). */
  readonly skipped?: boolean;
}

export function type(name: TestStr, ...params: readonly TestType[]): TestType {
  return { name, params };
}

export function textOfTest(value: TestStr): string {
  return typeof value === 'string' ? value : value.text;
}

const zeroGuid = '0'.repeat(32);

/** A property from its tag to the end of its payload. */
export function writeProperty(out: ByteBuilder, engine: Engine, property: TestProperty): void {
  const payload = new ByteBuilder();
  property.value.write(payload, engine, { in: 'property', name: property.name });
  out.str(property.name);
  if (completeTypes(engine)) writeCompleteTag(out, property, payload.size);
  else writeTag(out, engine, property, payload.size);
  out.append(payload);
}

function writeTag(out: ByteBuilder, engine: Engine, property: TestProperty, size: number): void {
  const { value } = property;
  out
    .str(value.type.name)
    .i32(size)
    .i32(property.index ?? 0);
  writeTagExtra(out, value);
  out.u8(property.guid === undefined ? 0 : 1);
  if (property.guid !== undefined) out.guid(property.guid);
  if (engine.ue5 >= 1011) out.bytes(property.extension ?? [0]);
}

/** What stands in a tag of before 5.4 for some types only. */
function writeTagExtra(out: ByteBuilder, value: TestValue): void {
  const first = value.type.params[0]?.name ?? 'None';
  switch (textOfTest(value.type.name)) {
    case 'StructProperty':
      out.str(first).guid(value.structGuid ?? zeroGuid);
      break;
    case 'BoolProperty':
      out.u8(isTrue(value) ? 1 : 0);
      break;
    case 'ByteProperty':
    case 'EnumProperty':
    case 'ArrayProperty':
    case 'SetProperty':
    case 'OptionalProperty':
      out.str(first);
      break;
    case 'MapProperty':
      out.str(first).str(value.type.params[1]?.name ?? 'None');
      break;
    default:
  }
}

/** A bool property's value is in its tag. */
function isTrue(value: TestValue): boolean {
  return value.type.name === 'BoolProperty' && value.json === true;
}

function writeCompleteTag(out: ByteBuilder, property: TestProperty, size: number): void {
  writeType(out, property.value.type);
  const flags =
    (property.index === undefined ? 0 : 1) |
    (property.guid === undefined ? 0 : 2) |
    (property.extension === undefined ? 0 : 4) |
    (property.value.native === true ? 8 : 0) |
    (isTrue(property.value) ? 0x10 : 0) |
    (property.skipped === true ? 0x20 : 0);
  out.i32(size).u8(flags);
  if (property.index !== undefined) out.i32(property.index);
  if (property.guid !== undefined) out.guid(property.guid);
  if (property.extension !== undefined) out.bytes(property.extension);
}

function writeType(out: ByteBuilder, of: TestType): void {
  out.str(of.name).i32(of.params.length);
  for (const param of of.params) writeType(out, param);
}

/** Properties and the `None` that ends them. */
export function writeList(out: ByteBuilder, engine: Engine, properties: readonly TestProperty[]): void {
  for (const property of properties) writeProperty(out, engine, property);
  out.str('None');
}

export interface SaveOptions extends HeaderOptions {
  readonly trailing?: readonly number[];
}

/** A whole GVAS file. */
export function buildSave(engine: Engine, properties: readonly TestProperty[], options: SaveOptions = {}): Uint8Array {
  const out = header(engine, options);
  writeList(out, engine, properties);
  return out.bytes(options.trailing ?? [0, 0, 0, 0]).toBytes();
}
