import { describe, expect, it } from 'vitest';
import { codeOf, emitted, parsed, partAt, readAll, roundTrips, withPart, writeAll } from '../testing/codec-laws.js';
import { record } from './record.js';
import { bytes, scalars } from './scalars.js';
import { sequence } from './sequence.js';

const hex = (digits: string) => new Uint8Array(Buffer.from(digits, 'hex'));
const point = record('Point', { X: 'i32', Y: 'i32' });
const line = record('Line', { From: point, To: point, Solid: 'bool8' });
const marked = record('Marked', { Name: 'str', Data: bytes(100_000), Last: 'u8' });

describe('records', () => {
  it('have the sizes of their fields', () => {
    expect([line.minSize, line.fixedSize]).toEqual([17, 17]);
    expect([marked.minSize, marked.fixedSize]).toEqual([100_005, undefined]);
  });

  it('read fields in order and write them back', () => {
    const stored = hex('0100000002000000ffffffff0000008001');
    expect(readAll(line, stored)).toEqual({ From: { X: 1, Y: 2 }, To: { X: -1, Y: -2147483648 }, Solid: true });
    expect(Object.keys(readAll(line, stored))).toEqual(['From', 'To', 'Solid']);
    expect(roundTrips(line, stored)).toEqual({ read: stored, json: stored });
  });

  it('put large fields out in order', () => {
    const value = { Name: 'x', Data: new Uint8Array(100_000).fill(7), Last: 9 };
    const json = emitted(marked, value);
    expect(json.startsWith('{"Name":"x","Data":"BwcH')).toBe(true);
    expect(json.endsWith(',"Last":9}')).toBe(true);
    expect(roundTrips(marked, writeAll(marked, value)).json).toEqual(writeAll(marked, value));
  });

  it('without fields take no bytes', () => {
    const empty = record('Empty', {});
    expect(emitted(empty, readAll(empty, hex('')))).toBe('{}');
  });

  it('refuse JSON with other fields, and tell where', () => {
    expect(codeOf(() => parsed(point, { X: 1 }))).toBe('bad-value');
    expect(codeOf(() => parsed(point, { X: 1, Y: 2, Z: 3 }))).toBe('bad-value');
    expect(codeOf(() => parsed(point, [1, 2]))).toBe('bad-value');
    expect(() => parsed(line, { From: { X: 1, Y: 'a' }, To: { X: 1, Y: 2 }, Solid: true })).toThrow('in From.Y');
  });

  it('are edited a part at a time, the original kept', () => {
    const value = parsed(line, { From: { X: 1, Y: 2 }, To: { X: 3, Y: 4 }, Solid: false });
    const edited = withPart(line, value, ['To', 'Y'], 9);
    expect(edited).toEqual({ From: { X: 1, Y: 2 }, To: { X: 3, Y: 9 }, Solid: false });
    expect(partAt(line, value, 'To', 'Y')).toBe(4);
    expect(line.parts?.indexOf(value, 'Other')).toBe(-1);
    expect(line.parts?.indexOf(value, 0)).toBe(-1);
  });
});

describe('sequences', () => {
  const points = sequence('Points', point);
  const value = [
    { X: 1, Y: 2 },
    { X: 3, Y: 4 },
  ];

  it('read a count and the elements', () => {
    const stored = writeAll(points, value);
    expect(readAll(points, stored)).toEqual(value);
    expect(roundTrips(points, stored)).toEqual({ read: stored, json: stored });
    expect(roundTrips(points, hex('00000000')).json).toEqual(hex('00000000'));
  });

  it('refuse counts that the bytes cannot hold', () => {
    expect(codeOf(() => readAll(points, hex('ffffff7f')))).toBe('truncated');
    expect(codeOf(() => readAll(points, hex('ffffffff')))).toBe('malformed');
  });

  it('put many elements out', () => {
    const many = Array.from({ length: 1000 }, (_, i) => `n${i}`);
    expect(JSON.parse(emitted(sequence('Names', scalars.string), many))).toEqual(many);
    const nested = sequence('Lists', sequence('Names', scalars.string));
    expect(JSON.parse(emitted(nested, [many, [], many]))).toEqual([many, [], many]);
  });

  it('take elements in, out and twice', () => {
    const { parts } = points;
    const context = { archive: undefined as never };
    expect(parts?.insert?.(value, 1, { X: 5, Y: 6 }, context)).toEqual([value[0], { X: 5, Y: 6 }, value[1]]);
    expect(parts?.remove?.(value, 0)).toEqual([value[1]]);
    expect(parts?.duplicate?.(value, 1)).toEqual([value[0], value[1], value[1]]);
    expect(parts?.replace(value, 0, { X: 7, Y: 7 })).toEqual([{ X: 7, Y: 7 }, value[1]]);
    expect([parts?.indexOf(value, 2), parts?.indexOf(value, -1), parts?.indexOf(value, 'X')]).toEqual([-1, -1, -1]);
    expect(value).toHaveLength(2);
  });
});
