import { fromJson, opaqueBytes, readSave, recognise, SaveError, toJson, walk, writeSave } from '../index.js';
import type { Save } from '../save.js';
import { mutate } from './mutate.js';
import { Random } from './random.js';

export interface FuzzOptions {
  readonly seed: number;
  readonly executions: number;
  /** Files to begin from. */
  readonly seeds: readonly (Uint8Array | PackedSeed)[];
  readonly onFailure: (failure: FuzzFailure) => void;
  /** Milliseconds that one execution may take. */
  readonly slow?: number;
  /** Bytes that one execution may have allocated at once, for each byte of its input, beside 64 MB. */
  readonly growth?: number;
}

/** What is changed before it is packed, so that changes reach what lies behind checksums. */
export interface PackedSeed {
  readonly content: Uint8Array;
  readonly pack: (content: Uint8Array) => Uint8Array;
}

export interface FuzzFailure {
  readonly execution: number;
  readonly problem: string;
  readonly input: Uint8Array;
}

export interface FuzzResult {
  readonly executions: number;
  /** Those that were read, and were then written in every way. */
  readonly accepted: number;
  readonly failures: number;
  readonly slowest: number;
}

function same(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false;
  for (let i = 0; i < one.length; i += 1) if (one[i] !== other[i]) return false;
  return true;
}

/** What is wrong with how a save that was read behaves; '' where nothing is. */
function behaviour(save: Save, input: Uint8Array): string {
  if (!same(writeSave(save), input)) return 'is written with other bytes';
  const opaque = opaqueBytes(save);
  // An opaque span of a packed part may be larger than the file.
  if (opaque < 0 || !Number.isInteger(opaque)) return `has ${opaque} opaque bytes`;
  for (const node of walk(save)) if (node.count < 0) return `has a node of ${node.count} children`;
  if (!same(writeSave(save, { anew: true }), input)) return 'is written anew with other bytes';
  const json = [...toJson(save)].join('');
  if (!same(writeSave(fromJson([json])), input)) return 'comes back from JSON with other bytes';
  return '';
}

/** One input, all ways through. */
export function execute(input: Uint8Array): { accepted: boolean; problem: string } {
  const kept = input.slice();
  let accepted = false;
  try {
    recognise(input);
    const save = readSave(input);
    accepted = true;
    const problem = behaviour(save, input);
    if (problem !== '') return { accepted, problem };
  } catch (error) {
    if (!(error instanceof SaveError)) return { accepted, problem: `throws ${String(error)}\n${stackOf(error)}` };
    // What is nested too deep is met where it is decoded, which may be late.
    if (accepted && error.code !== 'limit')
      return { accepted, problem: `was read, and then refused: ${error.message}\n${stackOf(error)}` };
  }
  return { accepted, problem: same(input, kept) ? '' : 'had its input written to' };
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? '').split('\n').slice(1, 5).join('\n') : '';
}

function contentOf(seed: Uint8Array | PackedSeed): Uint8Array {
  return seed instanceof Uint8Array ? seed : seed.content;
}

function changed(seed: Uint8Array | PackedSeed, random: Random, other: Uint8Array): Uint8Array {
  const content = mutate(contentOf(seed), random, other);
  return seed instanceof Uint8Array ? content : seed.pack(content);
}

/** Memory in use, in bytes. */
function memory(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Reads changed files and tells what goes wrong: by a seed, so that it can be told again. */
export function fuzz(options: FuzzOptions): FuzzResult {
  const random = new Random(options.seed);
  const { slow = 20_000, growth = 64 } = options;
  let accepted = 0;
  let failures = 0;
  let slowest = 0;
  for (let execution = 0; execution < options.executions; execution += 1) {
    const input = changed(random.pick(options.seeds), random, contentOf(random.pick(options.seeds)));
    const before = memory();
    const began = performance.now();
    const outcome = execute(input);
    const took = performance.now() - began;
    const grown = memory() - before;
    slowest = Math.max(slowest, took);
    if (outcome.accepted) accepted += 1;
    let { problem } = outcome;
    if (problem === '' && took > slow) problem = `took ${Math.round(took)} ms`;
    if (problem === '' && grown > 64e6 + growth * input.length) problem = `left ${Math.round(grown / 1e6)} MB`;
    if (problem === '') continue;
    failures += 1;
    options.onFailure({ execution, problem, input });
  }
  return { executions: options.executions, accepted, failures, slowest };
}
