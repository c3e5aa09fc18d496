export interface ByteRange {
  from: number;
  /** Not included. */
  to: number;
}

/**
 * One range of a `Range` header over `totalBytes` (RFC 9110, section 14). Null: there is none, or not one that is
 * served (several at once, another unit), so that the whole is the answer. `unsatisfiable`: it begins behind the end.
 */
export function parseRange(header: string | undefined, totalBytes: number): ByteRange | 'unsatisfiable' | null {
  const match = /^bytes=(\d*)-(\d*)$/i.exec(header?.replaceAll(' ', '') ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return null;
  const [, first, last] = match;
  if (first === '') {
    const length = Math.min(Number(last), totalBytes);
    return length === 0 ? 'unsatisfiable' : { from: totalBytes - length, to: totalBytes };
  }
  const from = Number(first);
  if (last !== '' && Number(last) < from) return null;
  if (from >= totalBytes) return 'unsatisfiable';
  return { from, to: last === '' ? totalBytes : Math.min(Number(last) + 1, totalBytes) };
}
