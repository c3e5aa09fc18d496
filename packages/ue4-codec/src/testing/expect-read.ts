import { expect } from 'vitest';
import { opaqueBytes, readSave } from '../index.ts';
import { completeTypes, type Engine } from './engines.ts';
import { expectLossless, jsonProperties } from './round-trip.ts';
import { buildSave, type SaveOptions, type TestProperty, type TestType, type TestValue } from './save-builder.ts';
import { strJson } from './values.ts';

/** A property of a name that says nothing. */
export function named(value: TestValue, name = 'Value'): TestProperty {
  return { name, value };
}

/** How JSON tells a type: its name, or a list of it and its parameters. */
export function typeJson(of: TestType, engine: Engine): unknown {
  const params = completeTypes(engine) ? of.params : of.params.slice(0, tagParams(of.name)).map(bare);
  if (params.length === 0) return strJson(of.name);
  return [strJson(of.name), ...params.map((param) => typeJson(param, engine))];
}

/** Before 5.4 a tag names its parameters, and theirs not. */
function bare(of: TestType): TestType {
  return { name: of.name, params: [] };
}

function tagParams(name: unknown): number {
  return name === 'MapProperty' ? 2 : 1;
}

/** Arrays of structs told alike, with or without the tag that stands in them before 5.4. */
function unwrapped(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(unwrapped);
  if (typeof json !== 'object' || json === null) return json;
  const fields = Object.entries(json);
  if ('struct' in json && 'items' in json) return unwrapped(json.items);
  return Object.fromEntries(fields.map(([name, value]) => [name, unwrapped(value)]));
}

/** The save reads as what was built, nothing in it is opaque, and it comes back in each of the three ways. */
export function expectRead(engine: Engine, properties: readonly TestProperty[], options?: SaveOptions): void {
  const bytes = buildSave(engine, properties, options);
  expectLossless(bytes);
  expect(unwrapped(jsonProperties(bytes))).toMatchObject(properties.map((one) => ({ name: strJson(one.name), value: one.value.json })));
  expect(opaqueBytes(readSave(bytes))).toBe(options?.prefix?.length ?? 0);
}
