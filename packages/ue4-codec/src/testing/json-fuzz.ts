import { fromJson, readSave, SaveError, toJson, writeSave } from '../index.js';
import { mutate } from './mutate.js';
import { Random } from './random.js';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Values that stand where others should. */
const odd: readonly Json[] = [
  null,
  true,
  0,
  -0,
  -1,
  1.5,
  1e300,
  2 ** 53,
  4_294_967_296,
  300,
  '',
  'NaN',
  'None',
  'IntProperty',
  '-99999999999999999999',
  '18446744073709551616',
  'AAAA',
  '????',
  'a\ud800',
  [],
  {},
  [[]],
  { nan: '7fc00001' },
  { nan: '00000000' },
  { text: 'x', encoding: 'utf16', terminated: true },
  { text: '€', encoding: 'ansi', terminated: true },
  { name: 'A', type: 'IntProperty', value: 1 },
  ['ArrayProperty', 'IntProperty'],
  ['ArrayProperty'],
  { removed: [], entries: [{}] },
];

/** One place in a JSON value, as a function that puts something else there. */
function* places(json: Json): Generator<(value: Json | undefined) => void> {
  if (json === null || typeof json !== 'object') return;
  for (const key of Object.keys(json)) {
    const holder = json as { [key: string]: Json };
    yield (value) => {
      if (value === undefined) delete holder[key];
      else holder[key] = value;
    };
    yield* places(holder[key] ?? null);
  }
}

function changedJson(text: string, random: Random): string {
  if (random.below(4) === 0) {
    return new TextDecoder().decode(
      mutate(new TextEncoder().encode(text), random, new Uint8Array([0x7b, 0x7d, 0x22, 0x5b])),
    );
  }
  const json = JSON.parse(text) as Json;
  for (let times = 1 + random.below(2); times > 0; times -= 1) {
    const all = [...places(json)];
    if (all.length > 0) random.pick(all)(random.below(5) === 0 ? undefined : structuredClone(random.pick(odd)));
  }
  return JSON.stringify(json);
}

/** What is wrong with how JSON is taken; '' where nothing is. */
export function executeJson(text: string): { accepted: boolean; problem: string } {
  let save;
  try {
    save = fromJson([text.slice(0, text.length >> 1), text.slice(text.length >> 1)]);
  } catch (error) {
    return { accepted: false, problem: error instanceof SaveError ? '' : `throws ${String(error)}` };
  }
  // What was accepted must be a save that can be written, read and written again.
  try {
    const written = writeSave(save);
    const again = readSave(written);
    const json = [...toJson(again)].join('');
    const same =
      Buffer.compare(written, writeSave(again, { anew: true })) === 0 &&
      Buffer.compare(written, writeSave(fromJson([json]))) === 0;
    return { accepted: true, problem: same ? '' : 'was accepted, and is written with other bytes the second time' };
  } catch (error) {
    // Text that is carried as text, and bytes that are carried packed, are looked at when they are read again.
    const told = error instanceof SaveError && save.kind !== 'gvas';
    return { accepted: true, problem: told ? '' : `was accepted, and then: ${String(error)}` };
  }
}

export interface JsonFuzzOptions {
  readonly seed: number;
  readonly executions: number;
  /** Saves whose JSON is changed. */
  readonly saves: readonly Uint8Array[];
  readonly onFailure: (problem: string, text: string) => void;
}

/** Changes the JSON of saves; how many of the results were accepted. */
export function fuzzJson(options: JsonFuzzOptions): number {
  const random = new Random(options.seed);
  const texts = options.saves.map((bytes) => [...toJson(readSave(bytes))].join(''));
  let accepted = 0;
  for (let execution = 0; execution < options.executions; execution += 1) {
    const text = changedJson(random.pick(texts), random);
    const outcome = executeJson(text);
    if (outcome.accepted) accepted += 1;
    if (outcome.problem !== '') options.onFailure(`execution ${execution}: ${outcome.problem}`, text);
  }
  return accepted;
}
