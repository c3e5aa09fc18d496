import { JsonOut } from '../json/json-out.js';
import type { Json } from '../json/json.js';
import { Opaque } from '../properties/opaque.js';
import { CodecNode } from './codec-node.js';
import type { SaveNode } from './node.js';

const longestText = 400;
const mostParts = 24;
const shownBytes = 16;

/** What stands at a place as JSON, where it is short; else a text that tells how much there is. */
export function shortValue(node: SaveNode): Json {
  const { value } = node;
  const bytes = value instanceof Opaque ? value.bytes : value;
  if (bytes instanceof Uint8Array && bytes.length > shownBytes)
    return `${bytes.length} bytes: ${hex(bytes.subarray(0, shownBytes))} …`;
  if (isLarge(node)) return node.kind === 'list' ? `[${node.count} elements]` : `{${node.count} parts}`;
  const text = jsonText(node);
  if (text.length <= longestText) return JSON.parse(text) as Json;
  if (node.kind !== 'value') return node.kind === 'list' ? `[${node.count} elements]` : `{${node.count} parts}`;
  const whole = JSON.parse(text) as Json;
  return cut(typeof whole === 'string' ? whole : text);
}

/** The beginning of a text that is long. */
export function cut(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText)}…`;
}

/** The whole value of a place as JSON text. */
export function jsonText(node: SaveNode): string {
  if (!(node instanceof CodecNode)) return JSON.stringify(node.value);
  const out = new JsonOut();
  node.codec.emit(node.value, out);
  return [...out.chunks()].join('');
}

/** Whether a composite holds more than a few parts, those inside its parts counted too. */
function isLarge(node: SaveNode): boolean {
  let left = mostParts;
  const open: SaveNode[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === 'value') continue;
    left -= next.count;
    if (left < 0) return true;
    for (let i = 0; i < next.count; i += 1) open.push(next.child(i));
  }
  return false;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
