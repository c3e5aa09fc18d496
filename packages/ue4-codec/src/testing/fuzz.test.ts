import { describe, expect, it } from 'vitest';
import { readSave, SaveError } from '../index.js';
import type { ByteBuilder } from './byte-builder.js';
import { struct } from './containers.js';
import { corpusFiles, readCorpus } from './corpus.js';
import { ue427, ue51, ue54, type Engine } from './engines.js';
import { execute, fuzz, type FuzzFailure, type PackedSeed } from './fuzz.js';
import {
  icarusSamples,
  mountsSample,
  palworldSample,
  petContent,
  prospectContent,
  prospectSample,
} from './icarus-samples.js';
import { fuzzJson } from './json-fuzz.js';
import { sampleSaves } from './samples.js';
import { buildSave, type, type TestType, type TestValue } from './save-builder.js';

/** Built saves, packed ones that are changed inside, and of the real ones those that are small. */
function seeds(): (Uint8Array | PackedSeed)[] {
  const real = corpusFiles.map(readCorpus).filter((bytes) => bytes.length < 8000);
  const built = [...sampleSaves(), ...icarusSamples()].map(([, bytes]) => bytes);
  const [, content] = sampleSaves([ue51])[0] ?? ['', new Uint8Array()];
  return [
    ...built,
    ...real,
    { content, pack: (changed) => palworldSample(changed, false) },
    { content: prospectContent(), pack: (changed) => prospectSample('\n', changed) },
    { content: petContent, pack: mountsSample },
  ];
}

function told(failure: FuzzFailure): string {
  return `execution ${failure.execution}, ${failure.input.length} bytes: ${failure.problem}`;
}

/** How often, with each of three seeds: more where somebody asks for more and has the time. */
const executions = Number(process.env['BOTHY_FUZZ_EXECUTIONS'] ?? 1000);
const firstSeed = Number(process.env['BOTHY_FUZZ_SEED'] ?? 1);

describe('changed saves', () => {
  it.each([firstSeed, firstSeed + 1, firstSeed + 2])(
    'are refused with an error of ours or come back as they are (seed %i)',
    { timeout: 60_000 + executions * 60 },
    (seed) => {
      const failures: string[] = [];
      const result = fuzz({
        seed,
        executions,
        seeds: seeds(),
        onFailure: (failure) => failures.push(told(failure)),
      });
      expect(failures).toEqual([]);
      expect(result.accepted).toBeGreaterThan(100);
    },
  );
});

/** A struct in a struct, so many times. */
function deep(levels: number): TestValue {
  let value: TestValue = struct('FDeep', []);
  for (let i = 0; i < levels; i += 1) value = { ...struct('FDeep', [{ name: 'A', value }]), json: undefined };
  return value;
}

describe('changed JSON', () => {
  it('is refused with an error of ours, or is a save that comes back', { timeout: 60_000 }, () => {
    const failures: string[] = [];
    const saves = [...sampleSaves(), ...icarusSamples()].map(([, bytes]) => bytes);
    const accepted = fuzzJson({ seed: 4, executions: 2500, saves, onFailure: (problem) => failures.push(problem) });
    expect(failures).toEqual([]);
    expect(accepted).toBeGreaterThan(20);
  });
});

/** A property whose payload says anything. */
function hostile(of: TestType, write: (out: ByteBuilder) => void): TestValue {
  return { type: of, write, json: undefined };
}

const counts = [-1, -0x8000_0000, 0x7fff_ffff, 0x1000_0000, 1_000_000];
const types: readonly (readonly [string, TestType])[] = [
  ['an array of numbers', type('ArrayProperty', type('IntProperty'))],
  ['an array of bytes', type('ArrayProperty', type('ByteProperty'))],
  ['an array of strings', type('ArrayProperty', type('StrProperty'))],
  ['an array of structs', type('ArrayProperty', type('StructProperty', type('Vector')))],
  ['an array of structs of nothing', type('ArrayProperty', type('StructProperty', type('FNothing')))],
  ['a set', type('SetProperty', type('NameProperty'))],
  ['a map', type('MapProperty', type('NameProperty'), type('StructProperty', type('FNothing')))],
  ['bound delegates', type('MulticastInlineDelegateProperty')],
  ['a field path', type('FieldPathProperty')],
  ['a string', type('StrProperty')],
  ['a text', type('TextProperty')],
];

describe.each([ue427, ue54])('counts that lie, saved by $label', (engine: Engine) => {
  it.each(types)('%s', (_what, of) => {
    const before = process.memoryUsage().arrayBuffers;
    for (const count of counts) {
      const value = hostile(of, (out) => out.i32(count).i32(count).i32(0).i32(count));
      expect(execute(buildSave(engine, [{ name: 'Bad', value }])).problem).toBe('');
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64e6);
  });
});

describe('saves made to wear a reader out', () => {
  it.each([ue427, ue54])('structs in structs, 400 levels, saved by $label', (engine) => {
    const bytes = buildSave(engine, [{ name: 'Deep', value: deep(400) }]);
    expect(execute(bytes).problem).toBe('');
  });

  it('types of types, 1,000 levels', () => {
    let nested = type('IntProperty');
    for (let i = 0; i < 1000; i += 1) nested = type('ArrayProperty', nested);
    const bytes = buildSave(ue54, [{ name: 'Deep', value: hostile(nested, (out) => out.i32(0)) }]);
    expect(execute(bytes).problem).toBe('');
  });

  it('texts in texts, 10,000 levels', () => {
    const value = hostile(type('TextProperty'), (out) => {
      for (let i = 0; i < 10_000; i += 1) out.u32(0).u8(10);
      out.u32(0).u8(0xff).u32(0);
    });
    expect(execute(buildSave(ue427, [{ name: 'Deep', value }])).problem).toBe('');
  });

  it('a map of unnamed structs that are none', () => {
    const of = type('MapProperty', type('StructProperty'), type('StructProperty'));
    const value = hostile(of, (out) => {
      out.i32(0).i32(20_000);
      for (let i = 0; i < 20_000; i += 1) out.i32(5).i32(0x4e6f_6e65);
    });
    const began = performance.now();
    expect(execute(buildSave(ue427, [{ name: 'Guess', value }])).problem).toBe('');
    expect(performance.now() - began).toBeLessThan(20_000);
  });

  it('more bytes than the limit', () => {
    const bytes = buildSave(ue427, []);
    expect(() => readSave(bytes, { limits: { fileBytes: 10 } })).toThrow(SaveError);
  });
});
