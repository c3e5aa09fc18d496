import { isGvas } from './archive/gvas.js';
import { palworldSignature } from './containers/palworld.js';
import { isFlags } from './icarus/flags-save.js';
import { jsonKind } from './icarus/json-kinds.js';
import { decodeText } from './icarus/json-text.js';
import type { SaveKind } from './save.js';

/** Units of white space and marks that may come before the brace of a JSON file. */
const front = 256;

/** Tells what a file is by its content, whatever its name. Looks at no more than it must, and never throws. */
export function recognise(bytes: Uint8Array): SaveKind | 'unknown' {
  if (isGvas(bytes)) return 'gvas';
  if (palworldSignature(bytes) !== '') return 'palworld';
  if (isFlags(bytes)) return 'icarus-flags';
  return looksLikeJson(bytes) ? (jsonKind(decodeText(bytes).text) ?? 'unknown') : 'unknown';
}

/** Whether an opening brace comes first, after marks and white space of any encoding. */
function looksLikeJson(bytes: Uint8Array): boolean {
  for (let at = 0; at < Math.min(front, bytes.length); at += 1) {
    const byte = bytes[at] as number;
    if (byte === 0x7b) return true;
    const skipped = byte === 0 || byte === 0x20 || (byte >= 0x09 && byte <= 0x0d) || (at < 3 && byte >= 0xbb);
    if (!skipped) return false;
  }
  return false;
}
