import { sha1 } from '@noble/hashes/legacy.js';
import { toHex } from '../io/hex.js';

/** SHA-1 in lower-case hex: the games use it as a checksum, where upper case counts as wrong. */
export function sha1Hex(bytes: Uint8Array): string {
  return toHex(sha1(bytes));
}
