import { JsonDocument, type SaveKind } from '@bothy/ue4-codec';
import { changedBytes } from './byte-difference.js';
import type { Outcome } from './protocol.js';

interface Content {
  readonly bytes: Uint8Array<ArrayBuffer> | Uint8Array;
  readonly hash: string | undefined;
}

/** What becomes of a file: how much of it changes, and the hash that a game will check. */
export async function outcomeOf(kind: SaveKind, original: Uint8Array, edited: Uint8Array): Promise<Outcome> {
  const before = await contentOf(kind, original);
  const after = original === edited ? before : await contentOf(kind, edited);
  return {
    sizeBytes: edited.length,
    originalBytes: original.length,
    changedBytes: before === after ? 0 : changedBytes(before.bytes, after.bytes),
    contentBytes: after.bytes.length,
    hash: after.hash,
  };
}

/** What is compared: packed content would differ as a whole. */
async function contentOf(kind: SaveKind, bytes: Uint8Array): Promise<Content> {
  if (kind === 'palworld') return { bytes: await unpackPalworld(bytes), hash: undefined };
  if (kind !== 'icarus-prospect') return { bytes, hash: undefined };
  const document = JsonDocument.parse(bytes);
  const [blob, hash] = ['BinaryBlob', 'Hash'].map((name) => document.value(['ProspectBlob', name]));
  return {
    bytes: typeof blob === 'string' ? await inflate(fromBase64(blob)) : bytes,
    hash: typeof hash === 'string' ? hash : undefined,
  };
}

const packedAt = 12;
const twice = 0x32;

async function unpackPalworld(bytes: Uint8Array): Promise<Uint8Array> {
  const once = await inflate(bytes.slice(packedAt));
  return bytes[packedAt - 1] === twice ? inflate(once) : once;
}

async function inflate(packed: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([packed as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
