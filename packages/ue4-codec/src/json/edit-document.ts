import type { JsonDocument, JsonPath } from '../icarus/json-document.js';
import type { Json } from './json.js';

/**
 * Puts `after` in the place of the value at a path, which is `before`: only what differs is written, the rest of the
 * text stays as it is.
 */
export function changeValue(document: JsonDocument, path: JsonPath, before: Json, after: Json): JsonDocument {
  if (before === after) return document;
  if (Array.isArray(before) && Array.isArray(after)) return changeList(document, path, before, after);
  if (isObject(before) && isObject(after)) return changeObject(document, path, before, after);
  return document.replace(path, after);
}

function changeList(
  document: JsonDocument,
  path: JsonPath,
  before: readonly Json[],
  after: readonly Json[],
): JsonDocument {
  let changed = document;
  for (let i = before.length - 1; i >= after.length; i -= 1) changed = changed.remove([...path, i]);
  for (const [i, value] of after.entries()) {
    const old = before[i];
    changed = old === undefined ? changed.insert(path, i, value) : changeValue(changed, [...path, i], old, value);
  }
  return changed;
}

type JsonObject = { readonly [key: string]: Json };

function changeObject(document: JsonDocument, path: JsonPath, before: JsonObject, after: JsonObject): JsonDocument {
  let changed = document;
  for (const name of Object.keys(before)) if (!Object.hasOwn(after, name)) changed = changed.remove([...path, name]);
  for (const name of Object.keys(after)) {
    const old = Object.hasOwn(before, name) ? before[name] : undefined;
    const value = after[name] as Json;
    changed =
      old === undefined ? changed.setProperty(path, name, value) : changeValue(changed, [...path, name], old, value);
  }
  return changed;
}

function isObject(value: Json): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
