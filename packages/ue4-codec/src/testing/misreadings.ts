import { opaqueBytes, readSave } from '../index.js';
import { mismatches } from './compare.js';
import { type Engine } from './engines.js';
import { jsonProperties, losses } from './round-trip.js';
import { buildSave, type SaveOptions, type TestProperty, type TestValue } from './save-builder.js';
import { strJson } from './values.js';

/** A property of a name that says nothing. */
export function named(value: TestValue, name = 'Value'): TestProperty {
  return { name, value };
}

/** Arrays of structs told alike, with or without the tag that stands in them before 5.4. */
function unwrapped(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(unwrapped);
  if (typeof json !== 'object' || json === null) return json;
  if ('struct' in json && 'items' in json) return unwrapped(json.items);
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, unwrapped(value)]));
}

/**
 * What is wrong with how a save of those properties is read; nothing where it reads as what was built, none of it is
 * opaque, and it comes back byte for byte in each way of writing.
 */
export function misreadings(engine: Engine, properties: readonly TestProperty[], options?: SaveOptions): string[] {
  const bytes = buildSave(engine, properties, options);
  const lost = losses(bytes);
  if (lost.length > 0) return lost;
  const wanted = properties.map((one) => ({ name: strJson(one.name), value: one.value.json }));
  const found = mismatches(unwrapped(jsonProperties(bytes)), wanted);
  const opaque = opaqueBytes(readSave(bytes));
  return opaque === 0 ? found : [...found, `${opaque} bytes are opaque`];
}
