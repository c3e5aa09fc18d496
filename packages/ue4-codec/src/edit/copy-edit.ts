import { SaveError } from '../errors.js';
import { infoName } from '../icarus/twin.js';
import { jsonIndex } from '../icarus/twin-list.js';
import { isObject, type Json } from '../json/json.js';
import { Property } from '../properties/property.js';
import { StructArray } from '../properties/struct-array.js';
import type { ProspectSave } from '../save.js';
import { infoStep } from './aliases.js';
import { CodecNode } from './codec-node.js';
import { editInfo } from './info-edit.js';
import type { JsonAct, JsonStep } from './json-edit.js';
import type { PlacedNode } from './node.js';
import { formatPath, type Step } from './path.js';

/**
 * An act on the binary copy of `info`, where the JSON has that place too: a value is set in both, and other acts belong
 * to `info`. Undefined for any other place.
 */
export function editCopy(save: ProspectSave, target: CodecNode, last: Step, act: JsonAct): ProspectSave | undefined {
  const place = placeInInfo(save, target);
  if (place === undefined) return undefined;
  const inside = act.op === 'insert' ? memberPlace(save, place, last) : place;
  if (inside === undefined) return undefined;
  if (act.op === 'set' && target.kind === 'value' && (typeof act.value !== 'object' || act.value === null)) {
    const old = save.document.value([infoName, ...place]);
    return editInfo(save, place, { op: 'set', value: toldInJson(target, act.value, old) });
  }
  throw new SaveError('bad-path', `edit ${formatPath([infoStep, ...inside])}: it changes both copies`);
}

/** Where a node of the binary copy stands in `info`; undefined where the JSON has no such place. */
function placeInInfo(save: ProspectSave, target: CodecNode): JsonStep[] | undefined {
  const nodes: CodecNode[] = [];
  for (let node: PlacedNode | undefined = target; node instanceof CodecNode; node = node.parent) nodes.unshift(node);
  // The outermost node is the whole of the binary part; what follows it is the copy.
  const [, copy, ...inner] = nodes;
  if (copy?.step !== infoName) return undefined;
  let json = save.document.value([infoName]);
  const place: JsonStep[] = [];
  let around = copy;
  for (const node of inner) {
    const step = stepInJson(around, node, json);
    json = step === undefined ? undefined : partOf(json, step);
    if (step === undefined || json === undefined) return undefined;
    place.push(step);
    around = node;
  }
  return json === undefined ? undefined : place;
}

function stepInJson(around: CodecNode, node: CodecNode, json: Json | undefined): JsonStep | undefined {
  if (typeof node.step === 'string') return node.step;
  if (typeof node.step !== 'number' || !Array.isArray(json)) return undefined;
  if (!(around.value instanceof StructArray)) return node.step;
  const index = jsonIndex(around.value.items, json, node.step);
  return index < 0 ? undefined : index;
}

function partOf(json: Json | undefined, step: JsonStep): Json | undefined {
  if (Array.isArray(json)) return typeof step === 'number' ? json[step] : undefined;
  return json !== undefined && isObject(json) && Object.hasOwn(json, step) ? json[step] : undefined;
}

/** Where a new part would stand in `info`: in a list of it, or under a name that it has. */
function memberPlace(save: ProspectSave, place: readonly JsonStep[], last: Step): readonly JsonStep[] | undefined {
  if (typeof last === 'number') return [...place, last];
  return typeof last === 'string' && save.document.has([infoName, ...place, last]) ? [...place, last] : undefined;
}

/** A value as the JSON tells it: `Hard` for `EMissionDifficulty::Hard`, and a number for the text of a long one. */
function toldInJson({ source }: CodecNode, value: Json, old: Json | undefined): Json {
  if (typeof value !== 'string') return value;
  if (source instanceof Property && source.type.kind === 'EnumProperty') {
    const prefix = `${source.type.param(0)}::`;
    return value.startsWith(prefix) ? value.slice(prefix.length) : value;
  }
  return typeof old === 'number' && /^-?[0-9]{1,15}$/u.test(value) ? Number(value) : value;
}
