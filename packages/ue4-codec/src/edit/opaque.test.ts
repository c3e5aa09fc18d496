import { describe, expect, it } from 'vitest';
import { readSave } from '../read-save.js';
import { array, map, struct } from '../testing/containers.js';
import { ue427 } from '../testing/engines.js';
import { buildSave, type, type TestProperty } from '../testing/save-builder.js';
import * as values from '../testing/values.js';
import { countProperties, opaqueBytes } from './opaque.js';

const entry = struct('FEntry', [{ name: 'Count', value: values.int32(3) }]);
const odd: TestProperty = { name: 'Odd', value: values.plain('OddProperty', (out) => out.bytes([1, 2, 3]), undefined) };

describe('opaqueBytes', () => {
  it('is zero where all is understood', () => {
    expect(opaqueBytes(readSave(buildSave(ue427, [{ name: 'Entry', value: entry }])))).toBe(0);
  });

  it('counts payloads at all levels, and what follows the properties', () => {
    const holder = struct('FHolder', [odd, odd]);
    const save = readSave(
      buildSave(ue427, [odd, { name: 'List', value: array(holder.type, [holder]) }], { trailing: [0, 0, 0, 0, 9] }),
    );
    expect(opaqueBytes(save)).toBe(3 + 6 + 5);
  });
});

describe('countProperties', () => {
  it('counts at all levels', () => {
    const save = readSave(
      buildSave(ue427, [
        { name: 'Entry', value: entry },
        { name: 'List', value: array(entry.type, [entry, entry]) },
        { name: 'Map', value: map(type('IntProperty'), entry.type, [[values.int32(1), entry]]) },
      ]),
    );
    expect(countProperties(save)).toBe(3 + 1 + 2 + 1);
  });
});
