/** Bytes of a block that is looked for elsewhere. */
const block = 64;
const prime = 16_777_619;

/** What the byte that leaves a block counts for in its hash: the prime to the power of the block's length. */
const leaving = Array.from({ length: block }).reduce<number>((power) => Math.imul(power, prime), 1);

/**
 * How many bytes were changed from `before` to `after`, those that came in or went included. Runs are followed wherever
 * they moved to, as long as they keep their order; the work grows with the length alone.
 */
export function changedBytes(before: Uint8Array, after: Uint8Array): number {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  return between(before.subarray(head, before.length - tail), after.subarray(head, after.length - tail));
}

/** How many bytes may be passed over for each byte that is found again behind them. */
const worth = 8;

function between(before: Uint8Array, after: Uint8Array): number {
  const places = blocksOf(before);
  let changed = 0;
  /** Up to where both are accounted for. */
  let doneBefore = 0;
  let doneAfter = 0;
  for (let at = 0, hash = hashOf(after, 0); at + block <= after.length;) {
    const place = firstFrom(places.get(hash), doneBefore);
    const length = place === undefined ? 0 : agreeing(before, place, after, at);
    const skipped = Math.max((place ?? 0) - doneBefore, at - doneAfter);
    // What is alike by chance, such as a run of zeros, lies anywhere: only a long run is worth a long way.
    if (place !== undefined && length >= block && skipped <= length * worth) {
      const back = agreeingBack(before, place, after, at, Math.min(place - doneBefore, at - doneAfter));
      changed += skipped - back;
      doneBefore = place + length;
      doneAfter = at + length;
      at = doneAfter;
      hash = hashOf(after, at);
    } else {
      hash = (Math.imul(hash, prime) + byteAt(after, at + block) - Math.imul(byteAt(after, at), leaving)) | 0;
      at += 1;
    }
  }
  return changed + Math.max(before.length - doneBefore, after.length - doneAfter);
}

/** How many bytes agree from both places on. */
function agreeing(before: Uint8Array, i: number, after: Uint8Array, j: number): number {
  const most = Math.min(before.length - i, after.length - j);
  let length = 0;
  while (length < most && before[i + length] === after[j + length]) length += 1;
  return length;
}

/** How many bytes agree right in front of both places, `most` at most. */
function agreeingBack(before: Uint8Array, i: number, after: Uint8Array, j: number, most: number): number {
  let length = 0;
  while (length < most && before[i - 1 - length] === after[j - 1 - length]) length += 1;
  return length;
}

/** Where each block begins, in order, by its hash. */
function blocksOf(bytes: Uint8Array): ReadonlyMap<number, number[]> {
  const places = new Map<number, number[]>();
  for (let at = 0; at + block <= bytes.length; at += block) {
    const hash = hashOf(bytes, at);
    const alike = places.get(hash);
    if (alike === undefined) places.set(hash, [at]);
    else alike.push(at);
  }
  return places;
}

/** The first of the places that is not before `from`: the nearest is the likeliest. */
function firstFrom(places: readonly number[] | undefined, from: number): number | undefined {
  if (places === undefined) return undefined;
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] as number) < from) low = middle + 1;
    else high = middle;
  }
  return places[low];
}

function hashOf(bytes: Uint8Array, at: number): number {
  let hash = 0;
  for (let i = at; i < at + block; i += 1) hash = (Math.imul(hash, prime) + byteAt(bytes, i)) | 0;
  return hash;
}

function byteAt(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0;
}
