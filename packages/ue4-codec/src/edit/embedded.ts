import type { Json } from '../json/json.js';
import { isObject, JsonNode, type Graft } from './json-node.js';

/**
 * Looks into strings that are JSON objects themselves, as in `{"Characters.json":["{…}"]}`: a path goes straight on
 * into them.
 */
export const embeddedJson: Graft = (parent, step, index, value) => {
  if (typeof value !== 'string' || parent.embedded || typeof step !== 'number') return undefined;
  const inner = objectIn(value);
  return inner === undefined ? undefined : new JsonNode(parent, step, index, inner, undefined, true);
};

function objectIn(text: string): Json | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    const value = JSON.parse(text) as Json;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
