import { describe, expect, it } from 'vitest';
import { find, opaqueBytes, readSave, recognise } from '../index.js';
import { engines, ue51, ue54 } from './engines.js';
import { icarusSamples, mountsSample, palworldSample, prospectSample } from './icarus-samples.js';
import { countNodes, losses } from './round-trip.js';
import { sampleProperties, sampleSaves } from './samples.js';
import { buildSave } from './save-builder.js';

describe('saves of ICARUS', () => {
  it.each(icarusSamples())('%s is recognised, read and comes back in each way', (kind, bytes) => {
    expect(recognise(bytes)).toBe(kind);
    expect(losses(bytes)).toEqual([]);
    expect(countNodes(readSave(bytes))).toBeGreaterThan(0);
  });

  it('a prospect opens down to the recorders', () => {
    const save = readSave(prospectSample());
    expect(opaqueBytes(save)).toBe(0);
    expect(find(save, 'info.Difficulty')?.value).toBe('Hard');
    expect(find(save, 'recorders[0].data.Int')?.value).toBe(42);
    expect(find(save, 'StateRecorderBlobs[1].BinaryData.Experience')?.value).toBe(1200);
  });

  it('a pet that cannot be decoded is kept, and told as opaque', () => {
    const save = readSave(mountsSample());
    expect(find(save, 'mounts[0].data.Experience')?.value).toBe(1200);
    expect(find(save, 'mounts[2].data.MountName')?.value).toBe('Bella');
    expect(opaqueBytes(save)).toBe(3);
  });
});

describe('saves of Palworld', () => {
  it.each([
    ['once', false],
    ['twice', true],
  ])('compressed %s', (_how, twice) => {
    const bytes = palworldSample(buildSave(ue51, sampleProperties()), twice);
    expect(recognise(bytes)).toBe('palworld');
    expect(losses(bytes)).toEqual([]);
    expect(opaqueBytes(readSave(bytes))).toBe(0);
    expect(find(readSave(bytes), 'Int')?.value).toBe(42);
  });
});

describe('one save of everything', () => {
  it.each(sampleSaves())('saved by %s, is understood', (_label, bytes) => {
    expect(losses(bytes)).toEqual([]);
    expect(opaqueBytes(readSave(bytes))).toBe(0);
  });

  it('is the same for a view into a larger buffer', () => {
    const bytes = buildSave(ue54, sampleProperties());
    const larger = new Uint8Array(bytes.length + 33).fill(0xaa);
    larger.set(bytes, 17);
    expect(losses(larger.subarray(17, 17 + bytes.length))).toEqual([]);
  });

  it('comes from ten engines', () => {
    expect(engines.map((engine) => engine.label)).toEqual([
      '4.18',
      '4.22',
      '4.25',
      '4.27',
      '5.0',
      '5.1',
      '5.3',
      '5.4',
      '5.5',
      '5.6',
    ]);
  });
});
