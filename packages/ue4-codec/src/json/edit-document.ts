import type { JsonChange, JsonDocument, JsonPath } from '../icarus/json-document.js';
import { isObject, type Json } from './json.js';

/**
 * Puts `after` in the place of the value at a path, which is `before`: only what differs is written, the rest of the
 * text stays as it is.
 */
export function changeValue(document: JsonDocument, path: JsonPath, before: Json, after: Json): JsonDocument {
  const changes: JsonChange[] = [];
  collect(changes, path, before, after);
  return changes.length === 0 ? document : document.edit(changes);
}

function collect(changes: JsonChange[], path: JsonPath, before: Json, after: Json): void {
  if (before === after) return;
  if (Array.isArray(before) && Array.isArray(after)) inList(changes, path, before, after);
  else if (isObject(before) && isObject(after)) inObject(changes, path, before, after);
  else changes.push({ path, json: after });
}

function inList(changes: JsonChange[], path: JsonPath, before: readonly Json[], after: readonly Json[]): void {
  for (const [i, old] of before.entries()) {
    const value = after[i];
    if (value !== undefined) collect(changes, [...path, i], old, value);
  }
  if (after.length > before.length) changes.push({ path, elements: after.slice(before.length) });
  if (after.length < before.length)
    changes.push({ path, without: Array.from({ length: before.length - after.length }, (_, i) => after.length + i) });
}

type JsonObject = { readonly [key: string]: Json };

function inObject(changes: JsonChange[], path: JsonPath, before: JsonObject, after: JsonObject): void {
  const names = Object.keys(before);
  const without = names.filter((name) => !Object.hasOwn(after, name));
  const members = Object.entries(after).filter(([name]) => !Object.hasOwn(before, name));
  if (without.length === names.length && members.length > 0) {
    // Nothing stays that the new members could stand behind.
    changes.push({ path, json: after });
    return;
  }
  for (const name of names) {
    if (Object.hasOwn(after, name)) collect(changes, [...path, name], before[name] as Json, after[name] as Json);
  }
  if (without.length > 0) changes.push({ path, without });
  if (members.length > 0) changes.push({ path, members });
}
