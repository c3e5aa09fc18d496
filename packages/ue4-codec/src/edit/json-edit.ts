import { SaveError } from '../errors.js';
import { isObject, type Json } from '../json/json.js';
import { append } from './path.js';

/** A step in JSON: a name or an index. */
export type JsonStep = string | number;

/** What an edit does to a JSON value. */
export interface JsonAct {
  readonly op: 'set' | 'insert' | 'remove' | 'duplicate';
  /** For `set` and `insert`. */
  readonly value: Json;
}

/** JSON with one place changed; what is not on the way there is shared. The steps exist, but for an insert's last one. */
export function editJson(json: Json, steps: readonly JsonStep[], act: JsonAct): Json {
  const [step, ...rest] = steps;
  if (step === undefined) return act.value;
  if (rest.length > 0 || act.op === 'set')
    return Array.isArray(json) ? inList(json, step, rest, act) : inObject(json, step, rest, act);
  return Array.isArray(json) ? ofList(json, step, act) : ofObject(json, step, act);
}

function inList(list: Json[], step: JsonStep, rest: readonly JsonStep[], act: JsonAct): Json {
  const old = typeof step === 'number' ? list[step] : undefined;
  if (typeof step !== 'number' || old === undefined) throw new SaveError('bad-path', `there is no element ${step}`);
  return list.with(step, editJson(old, rest, act));
}

function inObject(json: Json, step: JsonStep, rest: readonly JsonStep[], act: JsonAct): Json {
  const old = isObject(json) && Object.hasOwn(json, step) ? json[step] : undefined;
  if (!isObject(json) || old === undefined) throw new SaveError('bad-path', `there is no ${step}`);
  return withMember(json, String(step), editJson(old, rest, act));
}

function ofList(list: Json[], step: JsonStep, act: JsonAct): Json {
  if (act.op === 'insert') return list.toSpliced(insertionIndex(step, list.length), 0, act.value);
  const old = typeof step === 'number' ? list[step] : undefined;
  if (typeof step !== 'number' || old === undefined) throw new SaveError('bad-path', `there is no element ${step}`);
  return act.op === 'remove' ? list.toSpliced(step, 1) : list.toSpliced(step + 1, 0, old);
}

function ofObject(json: Json, step: JsonStep, act: JsonAct): Json {
  if (!isObject(json) || typeof step !== 'string') throw new SaveError('bad-path', 'there are no elements');
  if (act.op === 'insert') {
    if (Object.hasOwn(json, step)) throw new SaveError('bad-path', `there is a ${JSON.stringify(step)} already`);
    return withMember(json, step, act.value);
  }
  if (act.op === 'duplicate') throw new SaveError('bad-path', 'a member of a JSON object cannot be there twice');
  return Object.fromEntries(Object.entries(json).filter(([name]) => name !== step));
}

/** An own member, whatever its name: `__proto__` too. */
function withMember(json: { [key: string]: Json }, name: string, value: Json): Json {
  return Object.fromEntries([
    ...Object.entries(json).map(([key, old]) => [key, key === name ? value : old] as const),
    ...(Object.hasOwn(json, name) ? [] : [[name, value] as const]),
  ]);
}

/** Where an element goes that is put in before the one at `step`, or behind the last one. */
export function insertionIndex(step: JsonStep, count: number): number {
  if (typeof step !== 'number') throw new SaveError('bad-path', 'elements have a number: [3], or [+] for the end');
  if (step === append) return count;
  if (step > count) throw new SaveError('bad-path', `element ${step} cannot be put in where there are ${count}`);
  return step;
}
