import type { Random } from './random.js';

/** Numbers that lengths and counts go wrong at. */
const extremes = [
  0, 1, -1, 2, 4, 127, 128, 255, 256, 65_535, 65_536, 0x00ff_ffff, 0x0fff_ffff, 0x3fff_ffff, 0x7fff_ffff, -0x8000_0000,
  -0x7fff_ffff, -2, -4, -1000, 1000, 100_000, 10_000_000,
];

type Mutation = (bytes: Uint8Array, random: Random, other: Uint8Array) => Uint8Array;

const flipBit: Mutation = (bytes, random) => {
  const at = random.below(bytes.length);
  return bytes.with(at, (bytes[at] ?? 0) ^ (1 << random.below(8)));
};

const setByte: Mutation = (bytes, random) => bytes.with(random.below(bytes.length), random.below(256));

/** Overwrites four bytes by a number that is likely to be too much. */
const extremeNumber: Mutation = (bytes, random) => {
  const copy = bytes.slice();
  const at = random.below(copy.length - 4);
  new DataView(copy.buffer).setInt32(at, random.pick(extremes), true);
  return copy;
};

/** Finds what looks like a length, and moves it a little. */
const nudgeLength: Mutation = (bytes, random) => {
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  const from = random.below(copy.length - 4);
  for (let at = from; at < Math.min(copy.length - 4, from + 400); at += 1) {
    const value = view.getInt32(at, true);
    if (value === 0 || Math.abs(value) > 4096) continue;
    view.setInt32(at, value + random.pick([-1, 1, -4, 4, -value * 2, value]), true);
    return copy;
  }
  return copy;
};

const truncate: Mutation = (bytes, random) => bytes.slice(0, random.below(bytes.length));

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** A span of a few bytes to a few hundred. */
function span(bytes: Uint8Array, random: Random): [number, number] {
  const from = random.below(bytes.length);
  return [from, Math.min(bytes.length, from + 1 + random.below(random.pick([4, 16, 64, 400])))];
}

const duplicate: Mutation = (bytes, random) => {
  const [from, to] = span(bytes, random);
  return joined(bytes.subarray(0, to), bytes.subarray(from));
};

const remove: Mutation = (bytes, random) => {
  const [from, to] = span(bytes, random);
  return joined(bytes.subarray(0, from), bytes.subarray(to));
};

/** Puts a span of another file in. */
const splice: Mutation = (bytes, random, other) => {
  const [from, to] = span(other, random);
  const at = random.below(bytes.length);
  const over = random.below(2) === 0 ? 0 : to - from;
  return joined(bytes.subarray(0, at), other.subarray(from, to), bytes.subarray(at + over));
};

const swap: Mutation = (bytes, random) => {
  const [from, to] = span(bytes, random);
  return joined(bytes.subarray(0, from), bytes.subarray(to), bytes.subarray(from, to));
};

const mutations: readonly Mutation[] = [
  flipBit,
  setByte,
  extremeNumber,
  extremeNumber,
  nudgeLength,
  nudgeLength,
  truncate,
  duplicate,
  remove,
  splice,
  swap,
];

/** A few changes to a file, the input untouched. */
export function mutate(bytes: Uint8Array, random: Random, other: Uint8Array): Uint8Array {
  let result = bytes;
  for (let times = 1 + random.below(4); times > 0 && result.length > 8; times -= 1) {
    result = random.pick(mutations)(result, random, other);
  }
  return result === bytes ? bytes.slice() : result;
}
