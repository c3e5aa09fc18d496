import { ByteBuilder } from './byte-builder.js';
import { completeTypes, type Engine } from './engines.js';
import { type, writeList, type Place, type TestProperty, type TestType, type TestValue } from './save-builder.js';
import { within } from './values.js';

/** A struct with a layout of its own. */
export function nativeStruct(
  name: string,
  write: (out: ByteBuilder, engine: Engine) => void,
  json: unknown,
  structGuid?: string,
): TestValue {
  return { type: structType(name), write, json, native: true, structGuid };
}

export function structType(name: string): TestType {
  return type('StructProperty', type(name, type('/Script/CoreUObject')));
}

/** A struct made of properties. */
export function struct(name: string, properties: readonly TestProperty[], structGuid?: string): TestValue {
  return {
    type: structType(name),
    write: (out, engine) => writeList(out, engine, properties),
    json: properties.map(propertyJson),
    structGuid,
  };
}

/** What the JSON of a property holds at least. */
export function propertyJson(property: TestProperty): { name: unknown; value: unknown } {
  return { name: property.name, value: property.value.json };
}

const zeroGuid = '0'.repeat(32);

/** An array; an array of structs carries a tag for them before 5.4, also where there is none of them. */
export function array(
  inner: TestType,
  items: readonly TestValue[],
  json: unknown = items.map((one) => one.json),
): TestValue {
  const write = (out: ByteBuilder, engine: Engine, place: Place) => {
    const content = new ByteBuilder();
    for (const item of items) item.write(content, engine, within(place, 'item'));
    out.i32(items.length);
    if (inner.name === 'StructProperty' && !completeTypes(engine)) {
      out.str(place.name).str('StructProperty').i32(content.size).i32(0);
      out
        .str(inner.params[0]?.name ?? 'None')
        .guid(items[0]?.structGuid ?? zeroGuid)
        .u8(0);
      if (engine.ue5 >= 1011) out.u8(0);
    }
    out.append(content);
  };
  return { type: type('ArrayProperty', inner), write, json };
}

/** Raw bytes. */
export function byteArray(bytes: readonly number[]): TestValue {
  const write = (out: ByteBuilder) => out.i32(bytes.length).bytes(bytes);
  return { type: type('ArrayProperty', type('ByteProperty')), write, json: Buffer.from(bytes).toString('base64') };
}

export function set(inner: TestType, items: readonly TestValue[], removed: readonly TestValue[] = []): TestValue {
  const write = (out: ByteBuilder, engine: Engine, place: Place) => {
    writeKeyed(out, engine, place, removed);
    writeKeyed(out, engine, place, items);
  };
  const json = { removed: removed.map((one) => one.json), items: items.map((one) => one.json) };
  return { type: type('SetProperty', inner), write, json };
}

export function map(
  key: TestType,
  value: TestType,
  entries: readonly (readonly [TestValue, TestValue])[],
  removed: readonly TestValue[] = [],
): TestValue {
  const write = (out: ByteBuilder, engine: Engine, place: Place) => {
    writeKeyed(out, engine, place, removed);
    out.i32(entries.length);
    for (const [one, other] of entries) {
      one.write(out, engine, within(place, 'keyed'));
      other.write(out, engine, within(place, 'keyed'));
    }
  };
  const json = {
    removed: removed.map((one) => one.json),
    entries: entries.map(([one, other]) => ({ key: one.json, value: other.json })),
  };
  return { type: type('MapProperty', key, value), write, json };
}

function writeKeyed(out: ByteBuilder, engine: Engine, place: Place, values: readonly TestValue[]): void {
  out.i32(values.length);
  for (const value of values) value.write(out, engine, within(place, 'keyed'));
}
