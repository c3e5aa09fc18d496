const isContinuation = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80;

/** How many of the first `length` bytes are whole UTF-8 characters. Bytes that are no UTF-8 count as whole. */
export function wholeCharacterBytes(bytes: Uint8Array, length: number): number {
  for (let back = 1; back <= 3 && back <= length; back++) {
    const byte = bytes[length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    return characterBytes(byte) > back ? length - back : length;
  }
  return length;
}

/** The last place at or before `limit` where no character is cut; `limit` itself in what is no UTF-8. */
export function cutPoint(bytes: Uint8Array, limit: number): number {
  for (let cut = limit; cut > limit - 4; cut--) {
    if (!isContinuation(bytes[cut])) return cut;
  }
  return limit;
}

function characterBytes(lead: number): number {
  if (lead >= 0xf8) return 1;
  if (lead >= 0xf0) return 4;
  if (lead >= 0xe0) return 3;
  return lead >= 0xc0 ? 2 : 1;
}
