import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  blockHeaderBytes,
  indexEntryBytes,
  maxBlockPayloadBytes,
  readBlockHeader,
  readIndexEntry,
  streamCode,
  writeBlockHeader,
  writeIndexEntry,
} from './log-format.js';

it('a block header is read as it was written', () => {
  const header = fc.record({
    payloadBytes: fc.nat(maxBlockPayloadBytes),
    lines: fc.nat(0xffff_ffff),
    firstSeq: fc.nat(0xffff_ffff),
    at: fc.nat(2 ** 48 - 1),
    stream: fc.constantFrom(...Object.values(streamCode)),
    partial: fc.boolean(),
  });
  fc.assert(
    fc.property(header, fc.nat(9), (written, offset) => {
      const bytes = new Uint8Array(offset + blockHeaderBytes);
      writeBlockHeader(bytes, offset, written);
      expect(readBlockHeader(bytes, offset)).toEqual({ ...written, crc: 0 });
    }),
  );
});

it('the layout is the documented one', () => {
  const bytes = new Uint8Array(blockHeaderBytes);
  writeBlockHeader(bytes, 0, {
    payloadBytes: 258,
    lines: 3,
    firstSeq: 4,
    at: 0x0102_0304_0506,
    stream: 1,
    partial: true,
  });
  expect(Buffer.from(bytes).toString('hex')).toBe(
    '424c4731' + '02010000' + '00000000' + '03000000' + '04000000' + '060504030201' + '01' + '01' + '00000000',
  );
});

it('what is no block is told from one', () => {
  const bytes = new Uint8Array(blockHeaderBytes);
  expect(readBlockHeader(bytes, 0)).toBeNull();
  writeBlockHeader(bytes, 0, { payloadBytes: 1, lines: 1, firstSeq: 1, at: 0, stream: 0, partial: false });
  expect(readBlockHeader(bytes.subarray(0, 31), 0)).toBeNull();
  bytes[26] = 3;
  expect(readBlockHeader(bytes, 0)).toBeNull();
});

it('an index entry is read as it was written', () => {
  const bytes = new Uint8Array(indexEntryBytes);
  const entry = { firstSeq: 5_000_000_000, fileOffset: 2 ** 41, textOffset: 2 ** 40, at: 1_795_000_000_000 };
  writeIndexEntry(bytes, 0, entry);
  expect(readIndexEntry(bytes, 0)).toEqual(entry);
});
