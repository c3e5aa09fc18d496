import { SaveError } from '../errors.js';
import { checkJson } from '../icarus/json-check.js';
import type { Json } from '../json/json.js';
import { JsonNode, type Graft } from './json-node.js';
import { spellingOf } from './spelling.js';

/**
 * Looks into strings that are JSON objects themselves, as in `{"Characters.json":["{…}"]}`: a path goes straight on
 * into them.
 */
export const embeddedJson: Graft = (parent, step, index, value) => {
  const inner = objectIn(parent, step, value);
  return inner === undefined ? undefined : new JsonNode(parent, step, index, inner, undefined, JSON.stringify(value));
};

/** The same, with a look at how both the string and the JSON in it are spelt. */
export const speltEmbeddedJson: Graft = (parent, step, index, value, spelling) => {
  const inner = objectIn(parent, step, value);
  if (inner === undefined || typeof value !== 'string') return undefined;
  const literal = typeof spelling === 'string' ? spelling : JSON.stringify(value);
  return new JsonNode(parent, step, index, inner, undefined, literal, spellingOf(value));
};

function objectIn(parent: JsonNode, step: string | number, value: Json): Json | undefined {
  if (typeof value !== 'string' || parent.literal !== undefined || typeof step !== 'number') return undefined;
  if (!value.startsWith('{')) return undefined;
  try {
    checkJson(value);
  } catch (error) {
    if (error instanceof SaveError) return undefined;
    throw error;
  }
  return JSON.parse(value) as Json;
}
