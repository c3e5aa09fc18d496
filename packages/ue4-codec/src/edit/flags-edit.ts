import { SaveError } from '../errors.js';
import { textOf } from '../io/strings.js';
import { isObject, type Json } from '../json/json.js';
import type { FlagsSave } from '../save.js';
import { editJson, type JsonAct, type JsonStep } from './json-edit.js';

const largest = 0xffffffff;

/** Flags with one place changed: `name`, `flags`, `flags[3]`. */
export function editFlags(save: FlagsSave, steps: readonly JsonStep[], act: JsonAct): FlagsSave {
  const json = editJson({ name: textOf(save.name), flags: [...save.flags] }, steps, act);
  const { name, flags, ...rest } = isObject(json) ? json : {};
  if (typeof name !== 'string' || !Array.isArray(flags) || Object.keys(rest).length > 0) {
    throw new SaveError('bad-value', 'flags have a "name" and a list "flags", and nothing else');
  }
  return { ...save, name: name === textOf(save.name) ? save.name : name, flags: flags.map(flag) };
}

function flag(json: Json): number {
  if (typeof json === 'number' && Number.isInteger(json) && json >= 0 && json <= largest) return json;
  throw new SaveError('bad-value', `a flag is a whole number from 0 to ${largest}`);
}
